// html.mjs DIR: the Nu HTML checker over every HTML, CSS and SVG file of DIR.
// 0 errors wanted; warnings are listed as comments and do not fail.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, findFiles, judge, note } from './common.mjs';

// The package's own command would fetch a Java runtime when it finds none;
// the jar is therefore called directly, with the Java that Debian installed.
const JAR = path.join(
  path.dirname(createRequire(import.meta.url).resolve('vnu-jar')), 'build', 'dist', 'vnu.jar');

function runChecker(dir) {
  const run = spawnSync('java', [
    '-Xss4m', '-jar', JAR, '--skip-non-html', '--also-check-css', '--also-check-svg',
    '--format', 'json', '--verbose', dir,
  ], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // In the C locale Java cannot open a file with a Chinese name, and says so
    // only by passing over it.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (run.error) throw new Error(`java did not start: ${run.error.message}`);
  // Java may put lines of its own before the report.
  const report = run.stderr.match(/^\{.*\}/ms);
  if (!report) throw new Error(`the checker gave no report: ${run.stderr.slice(0, 500)}`);
  return {
    messages: JSON.parse(report[0]).messages,
    read: new Set(run.stdout.split('\n').map((line) => path.relative(dir, line))),
  };
}

function fileOf(message, dir) {
  if (!message.url) return '';
  return path.relative(dir, fileURLToPath(message.url.replace(/^file:\/*/, 'file:///')));
}

const describe = (message) =>
  `${message.lastLine ?? '?'}:${message.lastColumn ?? '?'} ${message.message}`;

await judge('html.mjs DIR', 1, (arg) => {
  const dir = fs.realpathSync(arg);
  const files = findFiles(dir, /\.(html|css|svg)$/);
  if (!files.some((file) => file.endsWith('.html'))) throw new Error('no .html file');

  const { messages, read } = runChecker(dir);
  const faults = new Map(files.map((file) => [file, []]));
  const elsewhere = [];
  for (const message of messages) {
    const file = fileOf(message, dir);
    // Said of every PDF, picture and data file beside the pages.
    if (/^File was not checked/.test(message.message) && !faults.has(file)) continue;
    if (message.type === 'info') note(`warning ${file}:${describe(message)}`);
    else if (faults.has(file)) faults.get(file).push(describe(message));
    else elsewhere.push(`${file} ${describe(message)}`);
  }
  for (const file of files) {
    // What the checker passed over has no error either.
    if (!read.has(file)) faults.get(file).push('the checker did not read this file');
    check(`html ${file}`, faults.get(file));
  }
  check('html checker had no trouble of its own', elsewhere);
});
