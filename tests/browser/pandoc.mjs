// SPDX-License-Identifier: MIT
// node pandoc.mjs INPUTS SCRATCH: trees beside those of pandoc 3.10 (pandoc-wasm), for each case of
// INPUTS/FORMAT*.md. Cases are parted by lines ====; one with words behind its ==== is read in
// another way, and the words say why: it must differ, or the words have become untrue.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { convert } from 'pandoc-wasm';
import { check, judge } from './common.mjs';

const placard = process.env.PLACARD;

async function pandoc(from, to, text) {
  const made = await convert({ from, to, standalone: true, wrap: 'preserve' }, text, {});
  if (!made.stdout) throw new Error(`pandoc: ${made.stderr}`);
  return made.stdout.trimEnd();
}

function ours(folder, from, to, text) {
  const file = path.join(folder, 'input');
  fs.writeFileSync(file, text);
  const options = ['convert', '-q', file, '-f', from, '-t', to, '-s', '--wrap', 'preserve'];
  return execFileSync(placard, options, { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd();
}

function firstDifference(got, want) {
  if (got === want) return null;
  let i = 0;
  while (got[i] === want[i]) i += 1;
  return `got …${got.slice(Math.max(0, i - 40), i + 80)} want …${want.slice(Math.max(0, i - 40), i + 80)}`;
}

function casesOf(text) {
  const parts = text.split(/^====(?: (.*))?\n/m);
  const cases = parts[0] ? [{ why: '', text: parts[0] }] : [];
  for (let i = 1; i < parts.length; i += 2) {
    cases.push({ why: parts[i] ?? '', text: parts[i + 1] });
  }
  return cases;
}

async function compare(name, format, one, folder) {
  const want = await pandoc(format, 'json', one.text);
  const got = ours(folder, format, 'json', one.text);
  const differs = firstDifference(got, want);
  if (one.why) check(`${name}: reads otherwise`, differs ? null : `pandoc reads the same now, not: ${one.why}`);
  else check(`${name}: tree`, differs);
  // What pandoc wrote is read, and written again by the byte.
  check(`${name}: JSON`, firstDifference(ours(folder, 'json', 'json', want), want));
  const native = await pandoc('json', 'native', want);
  check(`${name}: native`, firstDifference(ours(folder, 'json', 'native', want), native));
}

await judge('pandoc.mjs INPUTS SCRATCH', 2, async (inputs, scratch) => {
  for (const file of fs.readdirSync(inputs).filter((f) => f.endsWith('.md')).sort()) {
    const format = file.split(/[-.]/)[0];
    const cases = casesOf(fs.readFileSync(path.join(inputs, file), 'utf8'));
    for (const [i, one] of cases.entries()) {
      await compare(`${path.basename(file, '.md')} ${i + 1}`, format, one, scratch);
    }
  }
});
