// SPDX-License-Identifier: MIT
// pandoc 3.10 itself, as the npm package pandoc-wasm, runs each of cases/*.lua over the same document
// as this program does; the documents that come of it must be the same. And no name of its table
// `pandoc` is unknown here: what is not there says so when it is called.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { difference } from './difference.mjs';

const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const HERE = path.join(ROOT, 'tests/filter');
const PLACARD = process.env.PLACARD || path.join(ROOT, 'build/placard');
const dir = process.argv[2];
const require = createRequire(path.join(ROOT, 'tests/browser/package.json'));
const { convert } = await import(pathToFileURL(require.resolve('pandoc-wasm')).href);
const said = fs.readFileSync(path.join(HERE, 'said.lua'), 'utf8');
let failed = 0;

const report = (name, fault) => {
  console.log(fault ? `not ok ${name}: ${fault}` : `ok ${name}`);
  failed += fault ? 1 : 0;
};

async function theirs(filter, from, to) {
  const got = await convert({ from, to, filters: ['f.lua'], 'input-files': ['in'] }, null, { 'f.lua': filter, in: input });
  if (!got.stdout) throw new Error(got.stderr);
  return got.stdout;
}

function ours(filter) {
  fs.writeFileSync(path.join(dir, 'in.json'), input);
  fs.writeFileSync(path.join(dir, 'f.lua'), filter);
  const got = spawnSync(PLACARD, ['convert', 'in.json', '-f', 'json', '-t', 'json', '-L', 'f.lua'], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (got.status !== 0) throw new Error(got.stderr || `exit ${got.status}`);
  return got.stdout;
}

// The document, once as JSON, so that only filters are compared.
let input = fs.readFileSync(path.join(HERE, 'input.md'), 'utf8');
input = await theirs('', 'markdown', 'json');
fs.mkdirSync(dir, { recursive: true });
for (const file of fs.readdirSync(path.join(HERE, 'cases')).sort()) {
  const filter = said + fs.readFileSync(path.join(HERE, 'cases', file), 'utf8');
  try {
    report(file, difference(JSON.parse(await theirs(filter, 'json', 'json')), JSON.parse(ours(filter))));
  } catch (error) {
    report(file, error.message.slice(0, 600));
  }
}

// The names of pandoc's table and of the tables in it.
const NAMES = `
local names = {}
for name, value in pairs(pandoc) do
  names[#names + 1] = name
  if type(value) == 'table' and not ({ readers = 1, writers = 1, Block = 1, Inline = 1 })[name] then
    for inner in pairs(value) do names[#names + 1] = name .. '.' .. tostring(inner) end
  end
end
table.sort(names)
function Pandoc() return pandoc.Pandoc(pandoc.Plain(pandoc.Str(table.concat(names, ' ')))) end
`;
// What is there without use: constants of the layout module, and tables for writers in Lua and the command line.
const WITHOUT = ['cli.default_options', 'layout.blankline', 'layout.cr', 'layout.empty', 'layout.space', 'List.__name', 'List.__index', 'List.__concat', 'List.__eq', 'List.__tostring'];
const names = (json) => JSON.parse(json).blocks[0].c[0].c.split(' ');
const [known, here] = [names(await theirs(NAMES, 'json', 'json')), new Set(names(ours(NAMES)))];
const missing = known.filter((name) => !here.has(name) && !WITHOUT.includes(name));
report(`names: ${known.length} of theirs`, missing.length && `not here: ${missing.join(' ')}`);
process.exitCode = failed ? 1 : 0;
