// SPDX-License-Identifier: MIT
// run.mjs [--bless] [PATTERN]: the site tests whose name (site/NAME, diag/ID) holds PATTERN, each
// in a new folder, as many at a time as there are cores. Their format is in tests/README.md.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FormatError, linesMatch, parse, rewrite } from './format.mjs';

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../../..');
const PLACARD = path.resolve(process.env.PLACARD || path.join(ROOT, 'build/debug/placard'));
const TESTS = process.env.TESTS ? path.resolve(process.env.TESTS) : path.join(ROOT, 'tests');
const SECONDS = Number(process.env.TEST_SECONDS || 60); // for one command
const SANITIZER = /AddressSanitizer|LeakSanitizer|UndefinedBehaviorSanitizer|: runtime error: /;

const args = process.argv.slice(2);
const bless = args[0] === '--bless';
const pattern = args[bless ? 1 : 0] ?? '';

// Nothing of the machine or of the person at it reaches a test, but for the caches of fonts.
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'placard-home-'));
const ENV = {
  PATH: `${path.dirname(PLACARD)}:/usr/local/bin:/usr/bin:/bin`,
  HOME: home,
  ROOT,
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  PLACARD_LANG: 'zh',
  ASAN_OPTIONS: 'exitcode=99:detect_leaks=1',
  LSAN_OPTIONS: `exitcode=99:print_suppressions=0:suppressions=${path.join(ROOT, 'tests/lsan.supp')}`,
  UBSAN_OPTIONS: 'exitcode=99:print_stacktrace=1',
};

// What a command printed as lines that fit into a test: no path of this run, no control character.
function asLines(bytes, dir) {
  const text = bytes.toString()
    .replaceAll(dir, '$DIR').replaceAll(ROOT, '$ROOT')
    .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, (c) => (c === '\r' ? '\\r' : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`));
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : `${text}[no newline]`).split('\n');
}

function run(command, dir) {
  return new Promise((resolve) => {
    // In a group of its own, so that what it started ends with it.
    const child = spawn('/bin/sh', ['-c', command], { cwd: dir, env: ENV, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const err = [];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, 'SIGKILL');
    }, SECONDS * 1000);
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        out: asLines(Buffer.concat(out), dir),
        err: asLines(Buffer.concat(err), dir),
        exit: signal ? 128 + os.constants.signals[signal] : code,
        late,
      });
    });
  });
}

// Every name, kind and byte below a path, as one number; the same number, the same content.
function fingerprint(file) {
  const hash = createHash('sha256');
  (function add(at, name) {
    const stat = fs.lstatSync(at, { throwIfNoEntry: false });
    if (!stat) return hash.update(`${name}\0absent\0`);
    if (stat.isSymbolicLink()) return hash.update(`${name}\0link\0${fs.readlinkSync(at)}\0`);
    if (!stat.isDirectory()) return hash.update(`${name}\0file\0${stat.size}\0`).update(fs.readFileSync(at));
    hash.update(`${name}\0folder\0`);
    return fs.readdirSync(at).sort().forEach((one) => add(path.join(at, one), `${name}/${one}`));
  }(file, ''));
  return hash.digest('hex');
}

const CLAIMS = {
  exists: ({ at }) => fs.existsSync(at) || 'it does not exist',
  absent: ({ at }) => !fs.existsSync(at) || 'it exists',
  grep: ({ at, text }) => fs.readFileSync(at).includes(text) || `it does not hold “${text}”`,
  nogrep: ({ at, text }) => !fs.readFileSync(at).includes(text) || `it holds “${text}”`,
  same: ({ at, other }) => fs.existsSync(at) ? fingerprint(at) === fingerprint(other) || 'they differ' : 'the first does not exist',
  unchanged: ({ at, before }) => fs.existsSync(at) ? before === fingerprint(at) || 'it was changed' : 'it does not exist',
};

function differences(wanted, found) {
  const dir = fs.mkdtempSync(path.join(home, 'diff-'));
  fs.writeFileSync(path.join(dir, 'expected'), wanted.map((line) => `${line}\n`).join(''));
  fs.writeFileSync(path.join(dir, 'found'), found.map((line) => `${line}\n`).join(''));
  return spawnSync('diff', ['-U', '3', 'expected', 'found'], { cwd: dir, encoding: 'utf8' }).stdout.split('\n').slice(2, -1);
}

function runFaults(step, found) {
  const faults = [];
  if (found.late) faults.push(`still running after ${SECONDS} s`);
  if (found.exit !== step.exit) faults.push(`exit ${found.exit}, not ${step.exit}`);
  if (found.err.some((line) => SANITIZER.test(line))) faults.push('a sanitizer found a fault');
  if (!linesMatch(step.out, found.out)) faults.push('prints', ...differences(step.out, found.out));
  if (!linesMatch(step.err, found.err)) faults.push('says', ...differences(step.err, found.err));
  return faults.length ? [{ line: step.line, text: `$ ${step.command}`, details: faults }] : [];
}

function claimFaults(step, dir, before) {
  let answer;
  try {
    answer = CLAIMS[step.word]({
      at: path.join(dir, step.path), other: path.join(dir, step.text), text: step.text, before: before.get(step.path),
    });
  } catch (error) {
    answer = error.message.replaceAll(dir, '$DIR');
  }
  return answer === true ? [] : [{ line: step.line, text: `${step.word} ${step.path} ${step.text}: ${answer}`, details: [] }];
}

function writeFile(dir, step) {
  const at = path.join(dir, step.name);
  fs.mkdirSync(path.dirname(at), { recursive: true });
  fs.writeFileSync(at, step.bytes);
}

function useFiles(dir, step) {
  const file = path.join(TESTS, 'use', `${step.name}.txt`);
  if (!fs.existsSync(file)) throw new FormatError(step.line, `there is no tests/use/${step.name}.txt`);
  for (const one of parse(fs.readFileSync(file, 'utf8')).steps) {
    if (one.kind !== 'file') throw new FormatError(step.line, `tests/use/${step.name}.txt holds more than files`);
    writeFile(dir, one);
  }
}

async function runSteps(test, dir) {
  const { steps } = test;
  const watched = steps.filter((step) => step.word === 'unchanged').map((step) => step.path);
  const faults = [];
  const runs = [];
  let before = new Map();
  for (const step of steps) {
    if (step.kind === 'file') writeFile(dir, step);
    else if (step.kind === 'use') useFiles(dir, step);
    else if (step.kind === 'run') {
      before = new Map(watched.map((name) => [name, fingerprint(path.join(dir, name))]));
      const found = await run(step.command, dir);
      runs.push({ step, found });
      faults.push(...runFaults(step, found));
    } else faults.push(...claimFaults(step, dir, before));
  }
  if (!runs.length) throw new FormatError(1, 'no command is run');
  return { faults, runs };
}

// A golden file of a message that does not show the message proves nothing.
function idFaults(test, runs, shown) {
  const [group, id] = test.name.split('/');
  if (group !== 'diag' || runs.some((run) => shown(run).some((line) => line.includes(`[${id}]`)))) return [];
  return [{ line: 1, text: `no command says [${id}]`, details: [] }];
}

// With --bless: takes what was printed as what is expected. What is no output cannot be blessed.
function blessTest(test, text, runs) {
  const faults = runs.filter(({ found }) => found.late || found.err.some((line) => SANITIZER.test(line)))
    .map(({ step }) => ({ line: step.line, text: 'not blessed: a sanitizer or the clock ended it', details: [] }));
  const blessed = rewrite(test.lines, runs);
  if (!faults.length && blessed !== text) {
    fs.writeFileSync(test.file, blessed);
    console.log(`# blessed tests/${test.name}.txt`);
  }
  return faults;
}

async function runTest(name) {
  const test = { name, file: path.join(TESTS, `${name}.txt`) };
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'placard-test-')));
  try {
    const text = fs.readFileSync(test.file, 'utf8');
    Object.assign(test, parse(text));
    const { faults, runs } = await runSteps(test, dir);
    if (!bless) return [...faults, ...idFaults(test, runs, ({ step }) => [...step.out, ...step.err])];
    const rest = faults.filter((fault) => !runs.some(({ step }) => step.line === fault.line));
    return [...rest, ...blessTest(test, text, runs), ...idFaults(test, runs, ({ found }) => [...found.out, ...found.err])];
  } catch (error) {
    return [{ line: error.line ?? 1, text: error instanceof FormatError ? error.message : error.stack, details: [] }];
  } finally {
    // A test may have taken its own rights away.
    spawnSync('chmod', ['-R', 'u+rwX', dir]);
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

function report(name, faults) {
  if (!faults.length) return console.log(`ok ${name}`);
  const [first, ...others] = faults.map((fault) => [`tests/${name}.txt:${fault.line}: ${fault.text}`, ...fault.details]);
  console.log(`not ok ${name}: ${first[0]}`);
  for (const line of [...first.slice(1), ...others.flat()]) console.log(`    ${line}`);
  return undefined;
}

const names = ['site', 'diag']
  .flatMap((group) => (fs.existsSync(path.join(TESTS, group)) ? fs.readdirSync(path.join(TESTS, group)) : [])
    .filter((file) => file.endsWith('.txt')).sort().map((file) => `${group}/${file.slice(0, -4)}`))
  .filter((name) => name.includes(pattern));
const results = new Map();
const waiting = [...names];
let next = 0;
let failed = 0;

// Printed in the order of the names, whichever ends first.
function printDone() {
  for (; next < names.length && results.has(names[next]); next += 1) {
    const faults = results.get(names[next]);
    failed += faults.length ? 1 : 0;
    report(names[next], faults);
  }
}

async function work() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    results.set(name, await runTest(name));
    printDone();
  }
}

await Promise.all(Array.from({ length: os.cpus().length }, work));
fs.rmSync(home, { recursive: true, force: true });
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
