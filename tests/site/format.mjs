// SPDX-License-Identifier: MIT
// The format of a site test (tests/README.md describes it): reading one, and writing what a
// command printed back into it.
import { spawnSync } from 'node:child_process';

const FILE_LINE = /^-- (\S.*?)(?: \(([a-z0-9 -]+)\))? --$/;
const WORDS = { exists: 1, absent: 1, grep: 2, nogrep: 2, same: 2, unchanged: 1 };

export class FormatError extends Error {
  constructor(line, text) {
    super(text);
    this.line = line;
  }
}

// \n \t \r \\ and \xNN; so that a file may hold any bytes, and begin a line with "$ " or "-- ".
function unescape(text, line) {
  const plain = { n: '\n', t: '\t', r: '\r', '\\': '\\' };
  const parts = [...text.matchAll(/\\(x[0-9a-fA-F]{2}|[^]?)|[^\\]+/g)].map(([part, code]) => {
    if (code === undefined) return Buffer.from(part);
    if (code.length === 3) return Buffer.from(code.slice(1), 'hex');
    if (code in plain) return Buffer.from(plain[code]);
    throw new FormatError(line, `\\${code} is no escape; there are \\n \\t \\r \\\\ \\xNN`);
  });
  return Buffer.concat(parts);
}

function encode(bytes, encoding, line) {
  const run = spawnSync('iconv', ['-f', 'UTF-8', '-t', encoding], { input: bytes });
  if (run.status !== 0) throw new FormatError(line, `iconv: ${run.error?.message ?? run.stderr}`);
  return run.stdout;
}

function fileBytes(lines, flags, line) {
  const want = new Set(flags ? flags.split(' ') : []);
  let bytes = Buffer.from(lines.length ? `${lines.join('\n')}\n` : '');
  if (want.delete('no-newline')) bytes = bytes.subarray(0, -1);
  if (want.delete('escape')) bytes = unescape(bytes.toString(), line);
  if (want.delete('crlf')) bytes = Buffer.from(bytes.toString('latin1').replace(/\n/g, '\r\n'), 'latin1');
  if (want.delete('gb18030')) bytes = encode(bytes, 'GB18030', line);
  if (want.delete('bom')) bytes = Buffer.concat([Buffer.from('\ufeff'), bytes]);
  if (want.size) throw new FormatError(line, `(${[...want].join(' ')}) is unknown; there are escape, gb18030, bom, crlf, no-newline`);
  return bytes;
}

// A blank line before the next block is there for the eye.
function readFile(lines, i, [, name, flags]) {
  const body = [];
  let end = i + 1;
  while (end < lines.length && !lines[end].startsWith('$ ') && !FILE_LINE.test(lines[end])) {
    body.push(lines[end]);
    end += 1;
  }
  while (body.length && body.at(-1) === '') body.pop();
  if (name.startsWith('/') || name.split('/').includes('..')) throw new FormatError(i + 1, `${name} leads out of the test's folder`);
  return [{ kind: 'file', line: i + 1, name, bytes: fileBytes(body, flags, i + 1) }, end];
}

function readRun(lines, i) {
  const step = { kind: 'run', line: i + 1, command: lines[i].slice(2), out: [], err: [], exit: 0 };
  let end = i + 1;
  for (; end < lines.length; end += 1) {
    const mark = lines[end].match(/^([|!])(?: (.*))?$/);
    if (!mark) break;
    (mark[1] === '|' ? step.out : step.err).push(mark[2] ?? '');
  }
  const exit = lines[end]?.match(/^exit (\d+)$/);
  if (exit) {
    step.exit = Number(exit[1]);
    end += 1;
  }
  step.end = end;
  return [step, end];
}

function readClaim(lines, i) {
  const [word, ...rest] = lines[i].split(' ');
  const claim = { kind: 'claim', line: i + 1, word, path: rest[0], text: rest.slice(1).join(' ') };
  if (!(word in WORDS)) {
    throw new FormatError(i + 1, `“${lines[i]}” is not understood; there are ${Object.keys(WORDS).join(', ')}, `
      + 'use, “-- file --”, “$ command” and below it “| ”, “! ”, exit');
  }
  if (!claim.path || (WORDS[word] === 2 && !claim.text) || (WORDS[word] === 1 && claim.text)) {
    throw new FormatError(i + 1, `${word} wants ${WORDS[word] === 2 ? 'a path and a text' : 'one path'}`);
  }
  return [claim, i + 1];
}

// The steps of a test in their order: use, file, run, claim.
export function parse(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  if (!/^# \S/.test(lines[0])) throw new FormatError(1, 'the first line says, behind “# ”, what the test proves');
  const steps = [];
  for (let i = 0; i < lines.length;) {
    const file = lines[i].match(FILE_LINE);
    let step;
    if (lines[i] === '' || lines[i].startsWith('#')) {
      i += 1;
      continue;
    }
    if (file) [step, i] = readFile(lines, i, file);
    else if (lines[i].startsWith('$ ')) [step, i] = readRun(lines, i);
    else if (lines[i].startsWith('use ')) {
      step = { kind: 'use', line: i + 1, name: lines[i].slice(4) };
      i += 1;
    } else [step, i] = readClaim(lines, i);
    steps.push(step);
  }
  return { steps, lines };
}

const asPattern = (line) => new RegExp(`^${line.split('[..]').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's');

// [..] stands for whatever is there.
export const lineMatches = (wanted, found) => (wanted.includes('[..]') ? asPattern(wanted).test(found) : wanted === found);

export const linesMatch = (wanted, found) => wanted.length === found.length
  && wanted.every((line, i) => lineMatches(line, found[i]));

const marked = (mark, line) => (line ? `${mark} ${line}` : mark);

// The text of the test with what the commands now print; a line whose [..] still holds stays.
export function rewrite(lines, runs) {
  const kept = (wanted, found) => found.map((line, i) => (wanted[i] !== undefined && lineMatches(wanted[i], line) ? wanted[i] : line));
  const result = [];
  let at = 0;
  for (const { step, found } of runs) {
    result.push(...lines.slice(at, step.line));
    result.push(...kept(step.out, found.out).map((line) => marked('|', line)));
    result.push(...kept(step.err, found.err).map((line) => marked('!', line)));
    if (found.exit !== 0) result.push(`exit ${found.exit}`);
    at = step.end;
  }
  return `${[...result, ...lines.slice(at)].join('\n')}\n`;
}
