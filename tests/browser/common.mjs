// What the four judges share: the report they print and the browser they start.
// Node 18 is the oldest that must run them: it is Debian 12's own.
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

// Every character here has broken a form somewhere: 镕 喆 are in GBK but not
// in GB2312, 䶮 is in Extension A, 𠮷 and the emoji need two UTF-16 units, and
// quotes, < & and \ break hand-made JSON, HTML and PDF strings. The hardest come
// first, so that a field with a short limit still gets them.
export const HARD_TEXT = '镕喆䶮𠮷😀“引”"\'<&\\（）';
export const HARD_LINES = `${HARD_TEXT}\n\n第三行\tTab  two spaces\n末行`;

// A limit counts UTF-16 units, and a cut inside a pair would itself be the fault.
export function cutTo(text, units) {
  let cut = '';
  for (const char of text) {
    if (cut.length + char.length > units) break;
    cut += char;
  }
  return cut;
}

const oneLine = (text) => String(text).replace(/\s+/g, ' ').trim();
let passed = 0;
let failed = 0;

export function check(name, faults) {
  const list = [faults].flat().filter(Boolean);
  if (list.length === 0) {
    passed += 1;
    console.log(`ok ${oneLine(name)}`);
  } else {
    failed += 1;
    console.log(`not ok ${oneLine(name)}: ${oneLine(list.join('; '))}`);
  }
  return list.length === 0;
}

export function note(text) {
  console.log(`# ${oneLine(text)}`);
}

// Runs one judge. A judge that breaks, or that looked at nothing, has failed:
// were it silent, a missing browser or an empty folder would count as success.
export async function judge(usage, argCount, body) {
  const args = process.argv.slice(2);
  try {
    if (args.length < argCount || !fs.existsSync(args[0])) {
      throw new Error(`usage: ${usage}${args[0] ? ` (no such file: ${args[0]})` : ''}`);
    }
    await body(...args);
    if (passed + failed === 0) throw new Error('nothing was checked');
  } catch (error) {
    check('run', error.message || String(error));
  }
  // Not process.exit(), which cuts off what a pipe has not taken yet.
  process.exitCode = failed ? 1 : 0;
}

export function findFiles(dir, pattern) {
  return fs.readdirSync(dir, { recursive: true })
    .filter((name) => pattern.test(name) && fs.statSync(path.join(dir, name)).isFile())
    .sort();
}

// launch() makes a new empty profile folder and removes it, so that nothing a
// person's browser remembers decides a test. Playwright passes part of these
// switches itself; they are all named here since the tests rely on them.
export function launchBrowser(more = {}) {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    ...more,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      // What a page asks of the network is counted, but never leaves the machine.
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
}

// Notes what a page complains of and what it asks for; call it before goto().
export function watchPage(page, insideFolder) {
  const seen = { errors: [], remote: [] };
  const allowed = (url) => /^(data|blob|about):/.test(url) || url.startsWith(insideFolder);
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => seen.errors.push(`script: ${error.message}`));
  // A file: address outside the folder works on this machine and nowhere else.
  page.on('request', (request) => {
    if (!allowed(request.url())) seen.remote.push(request.url());
  });
  page.on('websocket', (socket) => seen.remote.push(socket.url()));
  return seen;
}
