// SPDX-License-Identifier: MIT
// public.mjs FOLDER: what others have written for pandoc, run by this program; prints how much of it does
// as pandoc does. FOLDER holds copies of the repositories named below, each in OWNER-NAME; none of them
// is part of this project, and `make test` needs none.
//   1. Thirteen filters: the tree after them is that of pandoc 3.10 (the npm package pandoc-wasm), at FORMAT html.
//   2. Every other filter in any repository of FOLDER, as collection.mjs tells.
//   3. The Lua suites of pandoc-lua-marshal, pandoc-lua-engine and hslua, as far as they are about modules that
//      are here: each of their cases is run by a filter.
// VERBOSE=1 tells of each failure.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runCollection } from './collection.mjs';
import { difference } from './difference.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const PLACARD = process.env.PLACARD || path.join(ROOT, 'build/placard');
const home = path.resolve(process.argv[2] || '');
const require = createRequire(path.join(ROOT, 'tests/browser/package.json'));
const { convert } = await import(pathToFileURL(require.resolve('pandoc-wasm')).href);
const verbose = (text) => process.env.VERBOSE && console.log(text);

// --- the thirteen ---

const MANUAL = 'jgm-pandoc/doc/lua-filters.md';
const PANDOC = 'pandoc-lua-filters';
const own = {
  details: '# 代码\n\n``` {.python .fold summary="看"}\nprint(1)\n```\n\n``` lua\nreturn 1\n```\n\n文字。\n',
  admonition: '!!! note\n    第一段在这里，\n    还有一行。\n\n!!! danger "小心 它"\n    有题目。\n\n普通的*一段*。\n\n!!! tip \n',
  placeholders: '---\nname: 青禾\nplace: "*河边*"\n---\n\n你好，%name% ，在 %place% 见，%none% 没有。\n',
  headings: '---\ntitle: 题目\nheading_shift: 1\n---\n\n# 一 {#one}\n\n## 二 {.x}\n\n文字。\n\n### 三\n',
};
const filters = [
  { name: 'abstract-to-meta', folder: `${PANDOC}/abstract-to-meta`, input: 'sample1.md' },
  { name: 'author-info-blocks', folder: `${PANDOC}/author-info-blocks` },
  { name: 'include-code-files', folder: `${PANDOC}/include-code-files`, allow: 'read' },
  { name: 'include-files', folder: `${PANDOC}/include-files`, allow: 'read' },
  { name: 'list-table', folder: `${PANDOC}/list-table` },
  { name: 'pagebreak', folder: `${PANDOC}/pagebreak` },
  { name: 'track-changes', folder: `${PANDOC}/track-changes`, metadata: { trackChanges: 'all' }, track: 'all' },
  { name: 'pretty-urls', folder: 'pandoc-ext-pretty-urls', filter: '_extensions/pretty-urls/pretty-urls.lua', input: 'test/input.md' },
  { name: 'number-sections', folder: 'atusy-lua-filters', filter: 'lua/number-sections.lua', input: 'test/number-sections.md' },
  { name: 'fold-code-blocks', folder: 'atusy-lua-filters', filter: 'lua/fold-code-blocks.lua', text: own.details },
  { name: 'admonition', folder: 'bk-pandoc-filters', text: own.admonition },
  { name: 'placeholders', folder: 'jgm-pandoc', code: 'Replacing placeholders with their metadata value', text: own.placeholders },
  { name: 'shift-headings', folder: 'zcysxy-obsidian-pandoc-filters', filter: 'filters/shift_headings.lua', text: own.headings },
];
// Behind the filter, with FORMAT as it was: the tree in place of the page.
const TREE = "function Pandoc(doc) return pandoc.Pandoc(pandoc.RawBlock('html', pandoc.write(doc, 'json'))) end\n";

// The first block of Lua behind a heading of pandoc's manual.
function fromManual(heading) {
  const manual = fs.readFileSync(path.join(home, MANUAL), 'utf8');
  const at = manual.indexOf(heading);
  return manual.slice(at).match(/```+ *\{?\.?lua\}?\n([^]*?)```/)[1];
}

function allFiles(dir) {
  const files = fs.readdirSync(dir, { recursive: true }).filter((name) => !name.startsWith('.git') && fs.statSync(path.join(dir, name), { throwIfNoEntry: false })?.isFile());
  return Object.fromEntries(files.map((name) => [name, new Blob([fs.readFileSync(path.join(dir, name))])]));
}

async function runFilter(one) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'public-'));
  fs.cpSync(path.join(home, one.folder), dir, { recursive: true });
  const input = path.basename(one.input || (one.text ? 'own-input.md' : 'sample.md'));
  const filter = path.basename(one.filter || `${one.name}.lua`);
  // The oracle's file system has no folders.
  for (const file of [one.filter, one.input].filter((name) => name?.includes('/'))) fs.copyFileSync(path.join(dir, file), path.join(dir, path.basename(file)));
  if (one.text) fs.writeFileSync(path.join(dir, input), one.text);
  if (one.code) fs.writeFileSync(path.join(dir, filter), fromManual(one.code));
  fs.writeFileSync(path.join(dir, 'tree.lua'), TREE);
  const theirs = await convert({ from: 'markdown', to: 'html', filters: [filter, 'tree.lua'], 'input-files': [input], metadata: one.metadata || {}, ...(one.track && { 'track-changes': one.track }) }, null, allFiles(dir));
  const metadata = Object.entries(one.metadata || {}).flatMap(([key, value]) => ['-M', `${key}=${value}`]);
  const ours = spawnSync(PLACARD, ['convert', input, '-f', 'markdown', '-t', 'html', '-L', filter, '-L', 'tree.lua', ...metadata,
    ...(one.allow ? ['--allow', one.allow] : []), ...(one.track ? ['--track-changes', one.track] : [])], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 });
  fs.rmSync(dir, { recursive: true });
  if (!theirs.stdout) return `pandoc fails: ${theirs.stderr}`;
  return ours.status === 0 ? difference(JSON.parse(theirs.stdout), JSON.parse(ours.stdout)) : ours.stderr;
}

let same = 0;
for (const one of filters) {
  const fault = await runFilter(one).catch((error) => error.message);
  same += fault ? 0 : 1;
  if (fault) console.log(`  ${one.name}: ${fault.slice(0, 600)}`);
}
console.log(`filters: ${same} of ${filters.length} by tree`);

// --- all others ---

const others = await runCollection(home, PLACARD, verbose);
const counted = others.same + others.differs + others.refused;
console.log(`collection: ${others.same} of ${counted} by tree, from ${others.repositories.size} repositories; ${others.differs} differ, ${others.refused} end in an error`);

// --- the suites ---

const engine = (...names) => names.map((name) => `jgm-pandoc/pandoc-lua-engine/test/lua/module/${name}.lua`);
const suites = {
  'pandoc-lua-marshal': ['attr', 'block', 'cell', 'citation', 'inline', 'listattributes', 'metavalue', 'pandoc', 'simpletable', 'table']
    .map((name) => `pandoc-pandoc-lua-marshal/test/test-${name}.lua`),
  'pandoc-lua-engine': engine('globals', 'pandoc-json', 'pandoc-list', 'pandoc-path', 'pandoc-structure', 'pandoc-text', 'pandoc-types', 'pandoc-utils', 'pandoc'),
  hslua: ['list', 'module-path', 'module-text'].map((name) => `hslua-hslua/hslua-${name}/test/test-${name.replace('module-', '')}.lua`),
};
const TASTY = 'hslua-hslua/tasty-lua/tasty.lua';
// In a folder with suite.lua and tasty.lua: a line a case.
const RUNNER = `
for name, value in pairs(pandoc) do
  if _G[name] == nil then _G[name] = value end
end
for _, name in ipairs { 'path', 'text', 'system' } do package.loaded[name] = pandoc[name] end
local function tell(result, name)
  name = name .. (result.name and ' / ' .. result.name or '')
  if type(result.result) == 'table' then
    for _, one in ipairs(result.result) do tell(one, name) end
  elseif result.result == true then
    print('pass' .. name)
  else
    print('fail' .. name:gsub('%s+', ' ') .. ': ' .. tostring(result.result):gsub('%s+', ' '))
  end
end
for _, one in ipairs(dofile 'suite.lua') do tell(one, '') end
return {}
`;

function runSuite(file) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'public-'));
  fs.copyFileSync(path.join(home, file), path.join(dir, 'suite.lua'));
  fs.copyFileSync(path.join(home, TASTY), path.join(dir, 'tasty.lua'));
  fs.writeFileSync(path.join(dir, 'run.lua'), RUNNER);
  fs.writeFileSync(path.join(dir, 'in.md'), '');
  const got = spawnSync(PLACARD, ['convert', 'in.md', '-f', 'markdown', '-t', 'html', '-L', 'run.lua', '--allow', 'read', '--allow', 'run:tr', '--allow', 'run:false'], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 });
  fs.rmSync(dir, { recursive: true });
  const lines = got.stdout.split('\n');
  if (got.status !== 0) console.log(`  ${file}: ${got.stderr.slice(0, 600)}`);
  for (const line of lines.filter((text) => text.startsWith('fail'))) verbose(`  ${path.basename(file)}${line.slice(4, 400)}`);
  return [lines.filter((text) => text.startsWith('pass')).length, lines.filter((text) => /^(pass|fail)/.test(text)).length];
}

let [passed, all] = [0, 0];
for (const [name, files] of Object.entries(suites)) {
  const results = files.map(runSuite);
  const [good, of] = [0, 1].map((i) => results.reduce((sum, one) => sum + one[i], 0));
  console.log(`${name}: ${good} of ${of}`);
  passed += good;
  all += of;
}
console.log(`suites: ${passed} of ${all}, ${(passed * 100 / all).toFixed(1)} %`);
process.exitCode = same === filters.length && passed >= 0.95 * all ? 0 : 1;
