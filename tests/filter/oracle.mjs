// SPDX-License-Identifier: MIT
// pandoc 3.10 itself, as the npm package pandoc-wasm, runs each of cases/*.lua over the same document
// as this program does; the documents that come of it must be the same. And no name of its table
// `pandoc` is unknown here: what is not there says so when it is called, and each of the others is
// called by a case, or has the same value there and here.
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

// Before a case, for this program only: tells which functions of the table it calls.
const RECORD = `
local called = {}
local function wrap(t, prefix)
  for name, value in pairs(t) do
    if type(value) == 'function' then
      t[name] = function(...) called[prefix .. name] = true return value(...) end
    end
  end
end
for name, value in pairs(pandoc) do
  if type(value) == 'table' and name ~= 'readers' and name ~= 'writers' then wrap(value, name .. '.') end
end
wrap(pandoc, '')
function on_finish() for name in pairs(called) do io.stderr:write('CALLED ', name, '\\n') end end
`;
const called = new Set();

function ours(filter) {
  fs.writeFileSync(path.join(dir, 'in.json'), input);
  fs.writeFileSync(path.join(dir, 'f.lua'), filter);
  fs.writeFileSync(path.join(dir, 'in'), input);
  const got = spawnSync(PLACARD, ['convert', 'in.json', '-f', 'json', '-t', 'json', '-L', 'f.lua', '--allow', 'read', '--allow', 'write-media'], { cwd: dir, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (got.status !== 0) throw new Error(got.stderr || `exit ${got.status}`);
  for (const [, name] of got.stderr.matchAll(/^CALLED (.*)$/gm)) called.add(name);
  return got.stdout;
}

// The first line of a filter may be for the shell.
const SHELL = '#!/usr/bin/env lua\n';

// The document, once as JSON, so that only filters are compared.
let input = fs.readFileSync(path.join(HERE, 'input.md'), 'utf8');
input = await theirs('', 'markdown', 'json');
fs.mkdirSync(dir, { recursive: true });
for (const file of fs.readdirSync(path.join(HERE, 'cases')).sort()) {
  const filter = said + fs.readFileSync(path.join(HERE, 'cases', file), 'utf8');
  try {
    report(file, difference(JSON.parse(await theirs(SHELL + filter, 'json', 'json')), JSON.parse(ours(SHELL + RECORD + filter))));
  } catch (error) {
    report(file, error.message.slice(0, 600));
  }
}

// The names of pandoc's table and of the tables in it, and what those that are no functions are.
const NAMES = `
local names = {}
local function add(name, value)
  local kind, shown = type(value), ''
  if kind == 'string' or kind == 'number' or kind == 'boolean' then shown = tostring(value) end
  names[#names + 1] = name .. '=' .. (kind == 'function' and '' or kind) .. shown:gsub('%s', '_')
end
for name, value in pairs(pandoc) do
  add(name, value)
  if type(value) == 'table' and not ({ readers = 1, writers = 1, Block = 1, Inline = 1 })[name] then
    for inner, one in pairs(value) do add(name .. '.' .. tostring(inner), one) end
  end
end
table.sort(names)
function Pandoc() return pandoc.Pandoc(pandoc.Plain(pandoc.Str(table.concat(names, ' ')))) end
`;
// What is there without use: constants of the layout module, and tables for writers in Lua and the command line.
const WITHOUT = ['cli.default_options', 'layout.blankline', 'layout.cr', 'layout.empty', 'layout.space', 'List.__name', 'List.__index', 'List.__concat', 'List.__eq', 'List.__tostring'];
// Those of the machine that pandoc-wasm runs on are others.
const OF_MACHINE = ['system.os', 'system.arch'];
const names = (json) => JSON.parse(json).blocks[0].c[0].c.split(' ').map((text) => text.split('='));
const known = names(await theirs(NAMES, 'json', 'json')), here = new Map(names(ours(NAMES)));
const missing = known.filter(([name]) => !here.has(name) && !WITHOUT.includes(name));
report(`names: ${known.length} of theirs`, missing.length && `not here: ${missing.map(([name]) => name).join(' ')}`);
// Which of them say that they are not there, each called with nothing.
const ABSENT = `
local names = {}
local function try(name, value)
  if type(value) ~= 'function' then return end
  local good, why = pcall(value)
  if not good and tostring(why):find('is not available here', 1, true) then names[#names + 1] = name end
end
for name, value in pairs(pandoc) do
  try(name, value)
  for inner, one in pairs(type(value) == 'table' and value or {}) do try(name .. '.' .. tostring(inner), one) end
end
function Pandoc() return pandoc.Pandoc(pandoc.Plain(pandoc.Str(table.concat(names, ' ')))) end
`;
const absent = new Set(names(ours(ABSENT)).map(([name]) => name));
const other = known.filter(([name, value]) => here.has(name) && here.get(name) !== value && !OF_MACHINE.includes(name) && !absent.has(name));
report('names: values', other.length && other.map(([name, value]) => `${name}: theirs ${value || 'function'}, ours ${here.get(name) || 'function'}`).join('; '));
// What pandoc-wasm has no machine for; tests/site/filter-grants.txt calls each of them.
const GRANTED = fs.readFileSync(path.join(ROOT, 'tests/site/filter-grants.txt'), 'utf8');
const isGranted = (name) => GRANTED.includes(`pandoc.${name}`);
const untried = known.filter(([name, value]) => value === '' && here.has(name) && !absent.has(name) && !called.has(name) && !isGranted(name));
report(`names: ${called.size} functions are called by cases, ${absent.size} say that they are not there`, untried.length && `no case calls ${untried.map(([name]) => name).join(' ')}`);
process.exitCode = failed ? 1 : 0;
