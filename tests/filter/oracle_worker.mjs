// SPDX-License-Identifier: MIT
// pandoc-wasm in a thread of its own: a filter that ends it, or never ends, takes only the thread along.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';

const require = createRequire(path.join(path.dirname(fileURLToPath(import.meta.url)), '../browser/package.json'));
const { convert } = await import(pathToFileURL(require.resolve('pandoc-wasm')).href);

parentPort.on('message', async ({ options, files }) => {
  const blobs = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new Blob([bytes])]));
  try {
    const made = await convert(options, null, blobs);
    parentPort.postMessage({ stdout: made.stdout, stderr: made.stderr });
  } catch (error) {
    parentPort.postMessage({ stdout: '', stderr: error.message });
  }
});
