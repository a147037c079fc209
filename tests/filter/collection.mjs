// SPDX-License-Identifier: MIT
// Every Lua filter in a folder of fetched repositories, over the samples beside it and over everything.md:
// the tree after it is pandoc's at FORMAT html, or what is said when it is not. A filter counts where
// pandoc itself gives a tree for at least one of its inputs; copies of one filter count once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { difference } from './difference.mjs';

const HERE = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const EVERYTHING = path.join(HERE, 'everything.md');
const ELEMENTS = 'Pandoc|Meta|Blocks?|Inlines?|Para|Plain|Header|CodeBlock|Code|Div|Span|Str|Space|SoftBreak|LineBreak|Link|Image|Table|Cite|Math|RawBlock|RawInline|BlockQuote|BulletList|OrderedList|DefinitionList|Emph|Strong|Quoted|Note|Figure|HorizontalRule|LineBlock|Superscript|Subscript|Strikeout|SmallCaps|Underline';
const DEFINES = new RegExp(`^\\s*(local )?function (${ELEMENTS})\\s*\\(`, 'm');
const GIVES = new RegExp(`[\\s{,\\[']["']?(${ELEMENTS})["'\\]]*\\s*=\\s*[\\w{]`);
// Tests of pandoc's own modules, readers and writers, and filters of programs that have more than pandoc.
const OTHERS = /lua-marshal|hslua|pandoc-lua-engine|quarto-cli|\/spec\/|writer|reader|_test\.lua|\/tests?\/[^/]*\.lua$/i;
// Behind the filter, with FORMAT as it was: the tree in place of the page.
const TREE = "function Pandoc(doc) return pandoc.Pandoc(pandoc.RawBlock(FORMAT, pandoc.write(doc, 'json'))) end\n";
const LARGEST = 300000, MOST_FILES = 150, PATIENCE = 60000;
const SAMPLE = /^(sample|input|test|example|demo|index)[^/]*\.(md|markdown)$/i;

function luaFiles(folder) {
  return fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.lua') && !OTHERS.test(`/${name}`)).sort()
    .map((name) => path.join(folder, name)).filter((file) => fs.statSync(file).isFile());
}

function filtersOf(folder) {
  const known = new Set();
  return luaFiles(folder).map((file) => ({ file, text: fs.readFileSync(file, 'utf8') })).filter(({ text }) => {
    const sum = createHash('sha256').update(text.replace(/\s+/g, '')).digest('hex');
    const filter = (DEFINES.test(text) || (GIVES.test(text) && /\breturn\b/.test(text))) && !/\bquarto\./.test(text);
    return filter && !known.has(sum) && known.add(sum);
  });
}

function filesIn(folder, pattern) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).filter((name) => pattern.test(name)).map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile() && fs.statSync(file).size < LARGEST);
}

// What stands beside a filter, and what bears its name in the folders where samples are kept.
function inputsOf({ file }) {
  const folder = path.dirname(file), name = path.basename(file, '.lua').replace(/[^\w-]/g, '.');
  const own = new RegExp(`^${name}.*\\.(md|markdown)$`, 'i');
  const near = ['.', 'test', 'tests', 'example', 'examples', 'samples', '../test', '../tests', '../samples'];
  const found = [...filesIn(folder, SAMPLE), ...near.flatMap((one) => filesIn(path.join(folder, one), own))];
  return [...new Set(found.map((one) => path.normalize(one)))].slice(0, 3).concat(EVERYTHING);
}

function filesAround(folder, files) {
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    const fits = Object.keys(files).length < MOST_FILES && name.split('/').length < 4 && !name.startsWith('.git');
    if (fits && !files[name] && fs.statSync(file, { throwIfNoEntry: false })?.isFile() && fs.statSync(file).size < LARGEST) files[name] = fs.readFileSync(file);
  }
}

let thread;
function theirs(options, files) {
  thread ??= new Worker(path.join(HERE, 'oracle_worker.mjs'), { stderr: true, stdout: true });
  return new Promise((done) => {
    const end = async (answer) => {
      clearTimeout(timer);
      if (!answer.stdout) {
        const old = thread;
        thread = undefined;
        await old.terminate();
      }
      done(answer);
    };
    const timer = setTimeout(() => end({ stdout: '', stderr: 'it did not end' }), PATIENCE);
    thread.removeAllListeners('message').once('message', end);
    thread.postMessage({ options, files });
  });
}

function ours(placard, filter, input, files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'collection-'));
  for (const [name, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  const made = spawnSync(placard, ['convert', input, '-f', 'markdown', '-t', 'html', '-L', filter, '-L', 'tree.lua', '--allow', 'read', '--allow', 'write-media'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26, timeout: PATIENCE, env: { ...process.env, PLACARD_LANG: 'en' } });
  fs.rmSync(folder, { recursive: true });
  return made;
}

// What a filter prints stands before it.
function treeOf(text) {
  try {
    return JSON.parse(text.slice(Math.max(0, text.lastIndexOf('{"pandoc-api-version'))));
  } catch {
    return undefined;
  }
}

async function compare(placard, { file, text }, input) {
  const filter = path.basename(file), name = input === EVERYTHING ? 'everything.md' : path.basename(input);
  const files = { [filter]: Buffer.from(text), [name]: fs.readFileSync(input), 'tree.lua': Buffer.from(TREE) };
  filesAround(path.dirname(file), files);
  if (input !== EVERYTHING) filesAround(path.dirname(input), files);
  const wanted = treeOf((await theirs({ from: 'markdown', to: 'html', filters: [filter, 'tree.lua'], 'input-files': [name] }, files)).stdout ?? '');
  if (!wanted) return undefined;
  const made = ours(placard, filter, name, files), got = made.status === 0 && treeOf(made.stdout);
  if (!got) return { kind: 'refused', why: `${name}: ${made.stderr.replace(/\s+/g, ' ')}` };
  const fault = difference(wanted, got);
  return fault ? { kind: 'differs', why: `${name}: ${fault}` } : { kind: 'same' };
}

// Resolves to { same, differs, refused, repositories }; each fault is told to report.
export async function runCollection(folder, placard, report) {
  const sum = { same: 0, differs: 0, refused: 0, repositories: new Set() };
  for (const one of filtersOf(folder)) {
    const results = [];
    for (const input of inputsOf(one)) results.push(await compare(placard, one, input));
    const judged = results.filter(Boolean), fault = judged.find(({ kind }) => kind === 'differs') ?? judged.find(({ kind }) => kind === 'refused');
    if (!judged.length) continue;
    sum[fault?.kind ?? 'same'] += 1;
    sum.repositories.add(path.relative(folder, one.file).split(path.sep)[0]);
    if (fault) report(`  ${path.relative(folder, one.file)}: ${fault.kind}: ${fault.why.slice(0, 300)}`);
  }
  await thread?.terminate();
  return sum;
}
