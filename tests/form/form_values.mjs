// form_values.mjs: the part of the form page that needs no page, tried with the cases that
// placard collect is tried with too (answers.json, rules.json).
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const here = path.dirname(fileURLToPath(import.meta.url));
const script = path.join(here, '../../themes/default/form_values.js');
const { readers, evaluate, isBlank, filePart } = vm.runInNewContext(
  `${fs.readFileSync(script, 'utf8')}\nplacardValues`);
const cases = (name) => JSON.parse(fs.readFileSync(path.join(here, name), 'utf8'));
let passed = 0;
let failed = 0;

function check(name, good, found) {
  if (good) passed += 1;
  else failed += 1;
  console.log(good ? `ok ${name}` : `not ok ${name}: ${found}`);
}

for (const { type, raw, value } of cases('answers.json').cases) {
  const found = readers[type](raw, {});
  check(`${type} “${raw}”`, (found === undefined ? null : found) === value, JSON.stringify(found));
}

const { values, cases: rules } = cases('rules.json');
for (const { check: rule, want } of rules) {
  let found = null;
  try {
    found = evaluate(rule, (name) => {
      if (!Object.hasOwn(values, name)) throw new ReferenceError(name);
      return values[name];
    });
  } catch (error) {
    found = null;
  }
  check(`rule ${rule}`, found === want, found);
}

const party = { options: [['禾东区青年联合会', '禾东区青联', 'hedong'], ['禾西区青年联合会']] };
check('a party by its short name', readers.party(' 禾东区青联 ', party) === '禾东区青年联合会');
check('a party by its id', readers.party('hedong', party) === '禾东区青年联合会');
check('a party with blanks in it', readers.party('禾东区　青联', party) === '禾东区青年联合会' && readers.party('ｈｅ ｄｏｎｇ', party) === '禾东区青年联合会');
check('a name that is written with blanks', readers.party('He  Dong', { options: [['He  Dong'], ['HeDong']] }) === 'He  Dong');
check('no such party', readers.party('constructor', party) === undefined);
check('another answer', readers.choice('线上', { options: [['座谈']], other: true }) === '线上');
check('no other answer', readers.choice('线上', { options: [['座谈']] }) === undefined);
check('blank answers', ['', ' \n', [], false].every(isBlank) && ![['x'], true, '0'].some(isBlank));
check('a file name', filePart(' a/b\\c:d*e?"<f>|g\n') === 'abcdefg' && filePart('字'.repeat(50)).length === 40);

// What the page says stands in three more places: the table of the generator and the words.
const text = (name) => fs.readFileSync(path.join(here, '../..', name), 'utf8');
const js = text('themes/default/form.js');
const told = /said\[\] = \{([^}]*)\}/.exec(text('gen/render/form_html_data.c'))[1].match(/\w+/g);
const used = [...js.matchAll(/say\('(\w+)'|words\.(\w+)/g)].map((found) => found[1] || found[2]);
for (const key of used) check(`the page is told “${key}”`, told.includes(key) || key === 'other');
for (const lang of ['zh-CN', 'en']) {
  const words = text(`themes/default/words/${lang}.yaml`);
  const lacking = told.filter((key) => !words.includes(`\nform.says.${key}: `));
  check(`words in ${lang}`, lacking.length === 0, lacking);
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
