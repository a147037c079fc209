// SPDX-License-Identifier: MIT
// What the tests of faults share: two versions of a small site, running placard with inject.c
// preloaded, and comparing folders byte for byte.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, '../..');
// Not the debug build: a sanitizer has a malloc of its own.
let placard = path.resolve(ROOT, process.env.RELEASE || 'build/placard');
const CALLS = ['malloc', 'calloc', 'realloc', 'mmap', 'fork', 'pipe', 'open', 'opendir', 'read',
  'write', 'close', 'mkdir', 'rename', 'unlink', 'rmdir', 'realpath']; // as inject.c has them
const PROCESSES = 8;
const SECONDS = 60;

export const home = path.resolve(process.argv[2] || fs.mkdtempSync(path.join(os.tmpdir(), 'placard-fault-')));
fs.mkdirSync(home, { recursive: true });
const library = path.join(home, 'inject.so');

export function buildLibrary() {
  const cc = spawnSync(process.env.CC || 'gcc', ['-std=c17', '-D_GNU_SOURCE', '-O1', '-g', '-Wall',
    '-Wextra', '-Werror', '-shared', '-fPIC', '-o', library, path.join(HERE, 'inject.c'), '-ldl'], { encoding: 'utf8' });
  if (cc.status !== 0) throw new Error(`inject.c does not build: ${cc.stderr}`);
}

// Root may do anything: what must not be allowed is tried as nobody.
export const NOBODY = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};

// From here on placard is a copy, in a folder of its own that any user can reach; returns the folder.
export function installForAll() {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'placard-fault-'));
  fs.chmodSync(top, 0o755);
  fs.mkdirSync(path.join(top, 'bin'));
  fs.copyFileSync(placard, path.join(top, 'bin/placard'));
  for (const name of ['themes', 'templates']) fs.cpSync(path.join(ROOT, name), path.join(top, 'share/placard', name), { recursive: true });
  placard = path.join(top, 'bin/placard');
  return top;
}

// --- two versions of a site ---

const md = (title, body) => `---\ntitle: ${title}\n---\n${body}\n`;

// What an address is changes between them: a page, a file of that name, nothing.
export function siteFiles(version, entries) {
  const files = {
    'content/site.yaml': `title: 青禾市青年联合会（${version === 'old' ? '旧' : '新'}）\nbase_url: https://qinghe.example/\n`,
    'content/org/units.csv': 'id,name,short,parent,kind\nfederation,青禾市青年联合会,青禾青联,,federation\n'
      + 'office,青禾市青年联合会办公室,办公室,federation,office\n',
    'content/org/people.csv': 'id,name,unit,post\nqu-xiaoman,屈小满,办公室,主任\n',
    'content/plans/_index.md': '---\ntitle: 方案\nkind: plan\n---\n',
    'content/plans/branches/index.md': md('活力支部建设实施方案', `## 任务\n\n见[第一页](plans/page-00)，和附件。\n\n{{tasks}}\n\n${version}`),
    'content/plans/branches/tasks.csv': `任务,牵头单位,责任人,截止日期\n走访支部,办公室,屈小满,2026-07-0${version === 'old' ? 3 : 4}\n`,
    'content/plans/branches/plan.txt': `附件 ${version}\n`,
    'static/mark.bin': '不变的\n'.repeat(1000),
  };
  files['content/plans/branches/index.md'] = files['content/plans/branches/index.md'].replace('\n---\n', '\nattachments: [plan.txt]\n---\n');
  if (version === 'old') {
    Object.assign(files, { 'static/was-file': '旧的\n', 'static/was-folder/a/b.txt': '旧的\n', 'static/gone/deep/c.txt': '旧的\n' });
  } else {
    Object.assign(files, { 'static/was-file/now.txt': '新的\n', 'static/was-folder': '新的\n', 'static/new/deep/d.txt': '新的\n' });
  }
  for (let i = 0; i < entries; i += 1) {
    const name = String(i).padStart(2, '0');
    const [only, text] = [i % 5 === 3 ? 'old' : i % 5 === 4 ? 'new' : version, i % 3 ? version : '一样'];
    if (only === version) files[`content/plans/page-${name}.md`] = md(`第 ${i} 页`, `${text} 的一段文字。\n`.repeat(20));
  }
  return files;
}

// Beside the plan of siteFiles(): what a form brings, and the libraries that draw it.
export function formFiles() {
  const form = fs.readFileSync(path.join(ROOT, 'tests/form/site/content/plans/homes/forms/homes.yaml'), 'utf8');
  return { 'content/plans/branches/forms/homes.yaml': form.replace('组织部', '办公室') };
}

export function writeSite(dir, files) {
  for (const folder of ['content', 'static']) fs.rmSync(path.join(dir, folder), { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
}

// Puts the old site, or none, into a folder with the new content.
export function restore(dir, oldSite = '') {
  const script = 'rm -rf public .placard-stage* && { [ -z "$0" ] || cp -r "$0" public; }';
  const cp = spawnSync('sh', ['-c', script, oldSite], { cwd: dir, encoding: 'utf8' });
  if (cp.status !== 0) throw new Error(cp.stderr);
}

// --- comparing ---

// Path below dir to the sum of the file, "folder" or "link".
export function contents(dir) {
  const found = new Map();
  (function add(at, name) {
    for (const item of fs.existsSync(at) ? fs.readdirSync(at, { withFileTypes: true }) : []) {
      const below = name ? `${name}/${item.name}` : item.name;
      const full = path.join(at, item.name);
      if (item.isDirectory()) {
        found.set(below, 'folder');
        add(full, below);
      } else {
        found.set(below, item.isFile() ? createHash('sha256').update(fs.readFileSync(full)).digest('hex') : 'link');
      }
    }
  }(dir, ''));
  return found;
}

export function differences(found, wanted) {
  const names = new Set([...found.keys(), ...wanted.keys()]);
  return [...names].filter((name) => found.get(name) !== wanted.get(name))
    .map((name) => `${name}: ${!found.has(name) ? 'missing' : !wanted.has(name) ? 'too much' : 'differs'}`);
}

// Files that are neither the old version nor the new one. Of the manifest a third is good, while
// files are being renamed: the old lines and then the new.
export function torn(found, oldSite, newSite, manifests) {
  const good = (name, sum) => sum === 'folder' || sum === oldSite.get(name) || sum === newSite.get(name)
    || (name === 'manifest.sha256' && sum === manifests);
  return [...found].filter(([name, sum]) => !good(name, sum)).map(([name]) => `${name}: neither old nor new`);
}

export function bothManifests(oldDir, newDir) {
  const hash = createHash('sha256');
  for (const dir of [oldDir, newDir].filter(Boolean)) hash.update(fs.readFileSync(path.join(dir, 'manifest.sha256')));
  return hash.digest('hex');
}

// What sha256sum -c says of a site.
export function badSums(dir) {
  const sums = spawnSync('sha256sum', ['-c', '--quiet', '--strict', 'manifest.sha256'], { cwd: dir, encoding: 'utf8' });
  return sums.status === 0 ? [] : [`sha256sum -c: ${sums.stdout}${sums.stderr}`];
}

// --- running ---

// Builds the site in dir, with a fault (as inject.c reads it), or killed after some milliseconds:
// by this process, or by its own clock.
export function build(dir, { fault, args = [], killAfter, clock, uid, gid } = {}) {
  const table = path.join(dir, '.table');
  fs.rmSync(table, { force: true });
  const env = { ...process.env, LC_ALL: 'C.UTF-8', PLACARD_LANG: 'en' };
  if (fault !== undefined) Object.assign(env, { LD_PRELOAD: library, FAULT: fault, FAULT_TABLE: table });
  if (clock !== undefined) env.FAULT_KILL = String(Math.round(clock * 1000));
  return new Promise((resolve) => {
    const child = spawn(placard, ['build', '-q', '--as-of', '2026-07-01', ...args], { cwd: dir, env, uid, gid, stdio: ['ignore', 'ignore', 'pipe'] });
    const said = [];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, SECONDS * 1000);
    if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.stderr.on('data', (chunk) => said.push(chunk));
    let ended = false;
    const end = (code, signal) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      resolve({ code, signal, late, said: Buffer.concat(said).toString(), counts: readTable(table) });
    };
    child.on('close', end);
    // When it is killed, a worker that outlives it may still hold the pipe.
    child.on('exit', (code, signal) => signal && end(code, signal));
  });
}

export async function mustBuild(dir, options) {
  const run = await build(dir, options);
  if (run.code !== 0) throw new Error(`${dir} cannot be built: exit ${run.code} ${run.said}`);
}

function readTable(file) {
  const row = CALLS.length + 1;
  const bytes = fs.existsSync(file) ? fs.readFileSync(file) : '';
  if (bytes.length < PROCESSES * row * 8) return []; // it was killed before it could count
  return Array.from({ length: PROCESSES }, (_, process) => {
    const counts = { hits: Number(bytes.readBigUInt64LE((process * row + CALLS.length) * 8)) };
    CALLS.forEach((call, i) => { counts[call] = Number(bytes.readBigUInt64LE((process * row + i) * 8)); });
    return counts;
  });
}

// --- chance that can be repeated, and the report ---

export function random(seed) {
  let state = seed >>> 0;
  return (n) => { // mulberry32
    state = (state + 0x6D2B79F5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor(((t ^ (t >>> 14)) >>> 0) / 4294967296 * n);
  };
}

let failed = 0;

export function report(name, faults) {
  if (faults.length) failed += 1;
  console.log(faults.length ? `not ok ${name}: ${faults.slice(0, 5).join('; ').replace(/\s+/g, ' ')}` : `ok ${name}`);
}

// work(item, lane) for each, as many at a time as there are cores; a lane does one after the other.
export async function inParallel(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: os.cpus().length }, async (_, lane) => {
    while (queue.length) await work(queue.shift(), lane);
  }));
}

export function finish() {
  process.exitCode = failed ? 1 : 0;
}
