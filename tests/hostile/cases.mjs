// SPDX-License-Identifier: MIT
// The cases of hostile.mjs: name; files (or a function that makes them) and make(), which gets a
// function from a path in the site to one on the disk; tells, the messages that there must be, each
// with its id and how its line begins; or page, a file of the site and whether its text is right.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { deflateSync } from 'node:zlib';
import { filters } from './filters.mjs';
import { OUTSIDE, SECRET } from './secret.mjs';
import { pack } from '../use/pack.mjs';
import { pngOf } from '../use/png.mjs';
import { PAGES, PAPER, catalog, filled, packed, pdf } from '../use/pdf.mjs';

export { OUTSIDE, SECRET };

const MD = 'content/plans/case.md';
const PLAN = 'content/plans/case/index.md';
const TASKS = 'content/plans/case/tasks.csv';
const WORKBOOK = 'content/plans/case/tasks.xlsx';
const SCHEDULE = 'content/plans/case/schedule.yaml';
const FORM = 'content/plans/case/forms/big.yaml';
const PAGE = 'plans/case/index.html';
const head = (body = '', more = '') => `---\ntitle: 案例\n${more}---\n${body}\n`;
const times = (text, n) => text.repeat(n);
const list = (n, make) => Array.from({ length: n }, (_, i) => make(i)).join('');
const count = (text, part) => text.split(part).length - 1;

const notes = (n) => `${list(n, (i) => `a[^${i}]\n`)}\n${list(n, (i) => `[^${i}]: b${i}\n\n`)}`;

const markdown = (name, id, body, line = 4) => ({
  name, files: () => ({ [MD]: head(body()) }), tells: { id, at: `${MD}:${line}` },
});
const shown = (name, body, right) => ({ name, files: () => ({ [MD]: head(body()) }), page: { file: PAGE, right } });
const plan = (name, file, text, tells) => ({
  name, files: () => ({ [PLAN]: head(), [file]: text() }), tells: tells && { at: file, ...tells },
});
const template = (name, text, id) => ({
  name, files: () => ({ 'templates/entry.html': text() }), tells: { id, at: 'templates/entry.html:' },
});
const disk = (name, make, tells) => ({ name, make, tells });

// A workbook: its first sheet, and parts in the place of others or beside them.
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (rows) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
const workbookParts = (sheet) => ({
  '_rels/.rels': relations([['a', 'officeDocument', 'xl/workbook.xml']]),
  'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${RELATION}"><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations([['s', 'worksheet', 'worksheets/sheet1.xml'], ['t', 'sharedStrings', 'sharedStrings.xml'], ['y', 'styles', 'styles.xml']]),
  'xl/sharedStrings.xml': `<sst ${MAIN}><si><t>编号</t></si><si><t>任务</t></si><si><t>责任部室</t></si></sst>`,
  'xl/styles.xml': `<styleSheet ${MAIN}/>`,
  'xl/worksheets/sheet1.xml': sheet,
});
const docx = (body = '', more = {}, before = '') => pack(Object.entries({
  '_rels/.rels': relations([['a', 'officeDocument', 'word/document.xml']]), 'word/document.xml': `${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`, ...more,
}).map(([part, text]) => [part, Buffer.from(text)]));
function encrypted(bytes) {
  const dir = fs.mkdtempSync('/tmp/placard-hostile-');
  fs.writeFileSync(`${dir}/a.pdf`, bytes);
  spawnSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', `${dir}/a.pdf`, `${dir}/b.pdf`]);
  const out = fs.readFileSync(`${dir}/b.pdf`);
  fs.rmSync(dir, { recursive: true });
  return out;
}

// A return of a small form, in the folder of September.
const RETURNS = 'content/plans/case/submissions/big/2026-09';
const returned = (name, file, bytes, id) => ({
  name: `return: ${name}`,
  files: () => ({
    [PLAN]: head(), 'content/org/units.csv': 'id,name\noffice,办公室\n', [FORM]: 'title: 小表\nrows:\n  - - { id: name, label: 姓名, type: text }\n',
    [SCHEDULE]: 'deadlines:\n  - { id: a, title: 报表, who: office, due: 2026-09-30, form: big }\n',
  }),
  make: (at) => {
    fs.mkdirSync(at(RETURNS), { recursive: true });
    fs.writeFileSync(at(`${RETURNS}/${file}`), bytes());
  },
  tells: { id, at: `${RETURNS}/${file}` },
});
const HEADINGS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>';
const sheet = (rows, more = '') => `<worksheet ${MAIN}><sheetData>${HEADINGS}${rows}</sheetData>${more}</worksheet>`;
const workbook = (name, id, first, more = () => ({})) => ({
  name: `workbook: ${name}`,
  files: () => ({ [PLAN]: head() }),
  make: (at) => {
    const parts = { ...workbookParts(first()), ...more() };
    fs.writeFileSync(at(WORKBOOK), pack(Object.entries(parts).map(([part, text]) => [part, Buffer.from(text)])));
  },
  tells: { id, at: WORKBOOK },
});

const svg = (inside) => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">${inside}</svg>`;
const picture = (name, file, bytes, id) => ({
  name: `picture: ${name}`,
  files: () => ({ [PLAN]: head(`![图](${file})`), [`content/plans/case/${file}`]: bytes() }),
  tells: id && { id, at: `${PLAN}:` },
});

function fifo(at) {
  if (spawnSync('mkfifo', [at]).status !== 0) throw new Error('mkfifo does not work');
}

function sparse(at, bytes, first = '') {
  fs.writeFileSync(at, first);
  fs.truncateSync(at, bytes);
}

const GIB = 1 << 30;
const NOTHING = null; // nothing is wrong with it

export const cases = [
  ...filters,
  // --- Markdown ---
  markdown('images', 'markdown-too-many-images', () => times('![[]()', 30000)),
  markdown('tags', 'markdown-too-many-tags', () => times('a<?', 40000)),
  markdown('wide table', 'markdown-table-too-large', () => `|${times('a|', 1000)}\n|${times('-|', 1000)}\n${times('|x|\n', 3000)}`, ''),
  markdown('quotation', 'markdown-too-deep', () => `${times('>', 200000)}a`),
  markdown('items', 'markdown-too-deep', () => `${times('- ', 200000)}a`),
  markdown('deep emphasis', 'markdown-too-deep', () => `${times('*a __b ', 50000)}c${times('__*', 50000)}`),
  markdown('over 4 MB', 'markdown-too-large', () => times('青禾。\n', 500000), ''),
  shown('brackets', () => `${times('[', 100000)}a${times(']{.b}', 100000)}`, (t) => count(t, '[') >= 99000),
  markdown('many brackets', 'page-ran-away', () => `${times('[', 500000)}a${times(']{.b}', 500000)}`, ''),
  shown('notes', () => notes(50000), (t) => t.includes('b49999')),
  markdown('many notes', 'page-ran-away', () => notes(120000), ''),
  shown('link definitions', () => `${list(100000, (i) => `[${i}]: https://qinghe.example/a${i}\n`)}\n[99999]`, (t) => t.includes('qinghe.example/a99999')),
  markdown('headings', 'page-ran-away', () => times('# a\n', 1000000), ''),
  shown('one line', () => times('青', 1390000), (t) => count(t, '青') > 1390000),
  markdown('breaks', 'page-ran-away', () => times('a\\\n', 1000000), ''),
  shown('text marks', () => times('**a*', 300000), (t) => count(t, 'a') > 300000),
  {
    name: 'views',
    files: () => ({
      [PLAN]: head(times('{{tasks}}\n\n', 10000)),
      [TASKS]: `编号,任务,责任部室\n${list(1000, (i) => `t${i},任务${i},办公室\n`)}`,
    }),
    tells: { id: 'page-ran-away', at: PLAN },
  },

  // --- YAML ---
  plan('yaml flow', SCHEDULE, () => `phases: ${times('[', 40000)}`, { id: 'data-deep' }),
  plan('yaml block', SCHEDULE, () => `phases:\n  ${times('- ', 40000)}a\n`, { id: 'data-deep' }),
  plan('yaml maps', SCHEDULE, () => `x-a: ${times('{a: ', 40000)}`, { id: 'data-deep' }),
  plan('alias bomb', SCHEDULE, () => `x-0: &a0 [a, a, a, a, a, a, a, a, a]\n${list(9, (i) => `x-${i + 1}: &a${i + 1} [${times(`*a${i}, `, 9)}]\n`)}`, { id: 'yaml-bomb' }),
  plan('yaml keys', SCHEDULE, () => list(300000, (i) => `k${i}: a\n`), { id: 'key-unknown' }),
  plan('yaml over 64 MB', SCHEDULE, () => Buffer.alloc((64 << 20) + 1, 'a'), { id: 'file-too-big' }),
  { name: 'front matter of 10 MB', files: () => ({ [MD]: head('', `x-a: ${times('青', 3500000)}\n`) }), page: { file: PAGE, right: (t) => t.includes('案例') } },
  { name: 'front matter of 200,000 keys', files: () => ({ [MD]: head('', list(200000, (i) => `x-${i}: ${i}\n`)) }), page: { file: PAGE, right: (t) => t.includes('案例') } },
  { name: 'front matter deep', files: () => ({ [MD]: head('', `x-a: ${times('[', 40000)}\n`) }), tells: { id: 'data-deep', at: `${MD}:3:` } },
  { name: 'title of 1 MB', files: () => ({ [MD]: `---\ntitle: ${times('案', 350000)}\n---\n` }), page: { file: PAGE, right: (t) => t.includes('案案') } },

  // --- tables ---
  plan('cell of 50 MB', TASKS, () => `编号,任务\na,${times('b', 50 << 20)}\n`, { id: 'table-cell-long' }),
  plan('quoted cell of 50 MB', TASKS, () => `编号,任务\na,"${times('b\n', 25 << 20)}"\n`, { id: 'table-cell-long' }),
  plan('heading of 2,000 columns', TASKS, () => `${times('a,', 2000)}a\n`, { id: 'table-wide' }),
  plan('commas', TASKS, () => `编号,任务\na,b,c${times(',', 20 << 20)}d\n`, { id: 'csv-cells-many' }),
  plan('short rows', TASKS, () => `编号,任务\n${times('a\n', 1000000)}`, { id: 'csv-cells-few' }),
  plan('rows of one id', TASKS, () => `编号,任务,责任部室\n${times('a,b,办公室\n', 20000)}`, { id: 'id-twice' }),
  plan('a million rows', TASKS, () => `编号,任务,责任部室\n${times('a,b,办公室\n', 1000000)}`, { id: 'table-long' }),
  {
    name: 'table of 1 GB',
    files: { [PLAN]: head() },
    make: (at) => sparse(at(TASKS), GIB, '编号,任务\n'),
    tells: { id: 'file-too-big', at: TASKS },
  },

  // --- workbooks ---
  workbook('zip bomb', 'xlsx-large', () => times(' ', 200 << 20)),
  workbook('bomb beside it', 'xlsx-large', () => sheet(''), () => ({ 'xl/media/image1.png': times(' ', 600 << 20 >> 1), 'xl/media/image2.png': times(' ', 600 << 20 >> 1) })),
  workbook('10,001 parts', 'xlsx-large', () => sheet(''), () => Object.fromEntries(Array.from({ length: 10001 }, (_, i) => [`p${i}`, '']))),
  workbook('entity bomb', 'xlsx-doctype', () => `<!DOCTYPE a [<!ENTITY a "${times('a', 1000)}">${list(20, (i) => `<!ENTITY a${i} "${times(i ? `&a${i - 1};` : '&a;', 10)}">`)}]>${sheet('<row r="2"><c t="inlineStr"><is><t>&a19;</t></is></c></row>')}`),
  workbook('outside entity', 'xlsx-doctype', () => `<!DOCTYPE a [<!ENTITY a SYSTEM "../../../${OUTSIDE}/secret">]>${sheet('<row r="2"><c t="inlineStr"><is><t>&a;</t></is></c></row>')}`),
  workbook('elements 100,000 deep', 'xlsx-broken', () => `${times('<a>', 100000)}${times('</a>', 100000)}`),
  workbook('100,000 attributes', 'xlsx-broken', () => sheet(`<row ${list(100000, (i) => `a${i}="" `)}/>`)),
  workbook('a name of 20 MB', 'xlsx-large', () => `<${times('a', 20 << 20)}/>`),
  workbook('a name of 900 kB', 'xlsx-broken', () => `<${times('a', 900 << 10)}/>`),
  workbook('a million rows', 'table-long', () => sheet(list(200000, (i) => `<row r="${i + 2}"><c t="s"><v>0</v></c></row>`))),
  workbook('rows of 16,384 columns', 'table-wide', () => `<worksheet ${MAIN}><sheetData>${list(2, () => `<row>${times('<c><v>1</v></c>', 16384)}</row>`)}</sheetData></worksheet>`),
  workbook('cell of 6 MB', 'table-cell-long', () => sheet(`<row r="2"><c t="inlineStr"><is><t>${list(2 << 20, (i) => String.fromCharCode(0x4E00 + (i * 7919) % 20000))}</t></is></c></row>`)),
  workbook('300,000 merged cells', 'xlsx-merged', () => sheet('<row r="2"><c t="s"><v>0</v></c></row>', `<mergeCells>${list(300000, (i) => `<mergeCell ref="A${i + 2}:C${i + 3}"/>`)}</mergeCells>`)),
  workbook('a million shared texts', 'xlsx-large', () => sheet(''), () => ({ 'xl/sharedStrings.xml': `<sst ${MAIN}>${times('<si><t>a</t></si>', 1000001)}</sst>` })),
  workbook('numbers of a thousand digits', 'xlsx-no-day', () => sheet(`<row r="2"><c r="C2" s="0"><v>${times('9', 1000)}</v></c></row>`), () => ({ 'xl/styles.xml': `<styleSheet ${MAIN}><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>` })),
  plan('workbook cut short', WORKBOOK, () => pack(Object.entries(workbookParts(sheet(''))).map(([part, text]) => [part, Buffer.from(text)])).subarray(0, 900), { id: 'xlsx-no-zip' }),

  // --- records ---
  plan('phase of 8,000 years', SCHEDULE, () => 'phases:\n  - { id: long, title: 长, period: 1900-01-01/9899-12-31 }\n', NOTHING),
  plan('every day for 8,000 years', SCHEDULE, () => 'deadlines:\n  - { id: long, title: 天天报, who: 办公室, repeat: RRULE:FREQ=DAILY, from: 1900-01-01, until: 9899-12-31 }\n', { id: 'repeat-too-many' }),
  plan('rule that never comes', SCHEDULE, () => 'deadlines:\n  - { id: long, title: 从不, who: 办公室, repeat: RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30, from: 1900-01-01, until: 9899-12-31 }\n', { id: 'repeat-never' }),
  plan('rule of the 500th day of a month', SCHEDULE, () => 'deadlines:\n  - { id: long, title: 从不, who: 办公室, repeat: "RRULE:FREQ=MONTHLY;INTERVAL=1000;BYDAY=5FR;BYSETPOS=366", from: 1900-01-01 }\n', { id: 'repeat-never' }),
  plan('every day of ten years, 5,000 times', SCHEDULE, () => `deadlines:\n${list(5000, (i) => `  - { id: d${i}, title: 日报, who: 办公室, repeat: RRULE:FREQ=DAILY, from: 2026-01-01, until: 2035-12-31 }\n`)}`, { id: 'times-too-many' }),
  plan('counted from a series, 5,000 times', SCHEDULE, () => `deadlines:\n  - { id: d, title: 日报, who: 办公室, repeat: RRULE:FREQ=DAILY, from: 2026-01-01, until: 2035-12-31 }\n${list(5000, (i) => `  - { id: d${i}, title: 日报, who: 办公室, due: d + ${i}d }\n`)}`, { id: 'times-too-many' }),
  plan('groups of groups', 'content/org/groups.yaml', () => list(200, (i) => `- { id: g${i}, title: 组${i}, members: [${times(`"*g${i + 1}", `, 20)}] }\n`), { id: 'group-unknown' }),
  {
    name: 'form of 10,000 fields',
    files: () => ({ [PLAN]: head(), [FORM]: `title: 大表\nrows:\n${list(10000, (i) => `  - - { id: f${i}, label: 栏${i}, type: text }\n`)}` }),
    tells: { id: 'form-large', at: FORM },
  },
  {
    name: 'form table of a billion cells',
    files: () => ({ [PLAN]: head(), [FORM]: 'title: 大表\nrows:\n  - - { id: t, label: 表, type: table, rows: 1000000000, columns: [{ id: a, label: 甲, type: text }] }\n' }),
    tells: { id: 'form-table', at: FORM },
  },

  // --- returns ---
  returned('PDF that is cut', 'a.pdf', () => filled('(a)').subarray(0, 300), 'return-broken'),
  returned('PDF of other bytes', 'a.pdf', () => Buffer.from(times('PK\x03\x04', 1000)), 'return-broken'),
  returned('PDF with a password', 'a.pdf', () => encrypted(filled('(a)')), 'return-encrypted'),
  returned('PDF with XFA', 'a.pdf', () => pdf([catalog('/Fields[4 0 R]/XFA[(a)5 0 R]'), PAGES, PAPER, '<</FT/Tx/T(name)/V(a)>>', packed(Buffer.from('<xdp/>'))]), 'return-xfa'),
  returned('PDF without fields', 'a.pdf', () => pdf(['<</Type/Catalog/Pages 2 0 R>>', PAGES, PAPER]), 'return-no-fields'),
  returned('PDF of 10,000 fields', 'a.pdf', () => pdf([catalog(`/Fields[${list(10000, (i) => `${i + 4} 0 R `)}]`), PAGES, PAPER,
    ...Array.from({ length: 10000 }, (_, i) => `<</FT/Tx/T(f${i})/V(a)>>`)]), 'return-large'),
  returned('PDF of fields in fields', 'a.pdf', () => pdf([catalog('/Fields[4 0 R]'), PAGES, PAPER,
    ...Array.from({ length: 3000 }, (_, i) => `<</T(f)/Kids[${i + 5} 0 R]>>`), '<</FT/Tx/T(name)/V(a)>>']), 'return-large'),
  returned('PDF of a field in itself', 'a.pdf', () => pdf([catalog('/Fields[4 0 R]'), PAGES, PAPER, '<</T(f)/Kids[4 0 R]>>']), 'return-large'),
  returned('PDF with an answer of 400 MB', 'a.pdf', () => filled('5 0 R', [packed(Buffer.alloc(400 << 20))]), 'return-ran-away'),
  returned('PDF of arrays in arrays', 'a.pdf', () => filled(`${times('[', 100000)}${times(']', 100000)}`), 'return-no-fields'),
  returned('DOCX that is cut', 'a.docx', () => docx().subarray(0, 300), 'return-broken'),
  returned('DOCX of macros', 'a.docx', () => docx('', { 'word/vbaProject.bin': 'a' }), 'return-macros'),
  returned('DOCX with external parts', 'a.docx', () => docx('', {
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="i" Type="${RELATION}/image" Target="file:///${OUTSIDE}/secret.md" TargetMode="External"/></Relationships>`,
  }), 'return-external'),
  returned('DOCX with a link to click on', 'a.docx', () => docx('', {
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="i" Type="${RELATION}/hyperlink" Target="https://qinghe.example/" TargetMode="External"/></Relationships>`,
  }), 'return-no-fields'),
  returned('DOCX of another form', 'a.docx', () => docx('<w:p><w:r><w:t>通知</w:t></w:r></w:p>'), 'return-no-fields'),
  returned('DOCX with an entity', 'a.docx', () => docx('&a;', {}, `<!DOCTYPE a [<!ENTITY a SYSTEM "../../../${OUTSIDE}/secret.md">]>`), 'return-broken'),
  returned('DOCX of 30,000 controls', 'a.docx', () => docx(list(30000, (i) => `<w:sdt><w:sdtPr><w:tag w:val="f${i}"/></w:sdtPr></w:sdt>`)), 'return-large'),
  returned('DOCX of controls in controls', 'a.docx', () => docx(`${times('<w:sdt>', 30)}${times('</w:sdt>', 30)}`), 'return-large'),
  returned('DOCX of elements in elements', 'a.docx', () => docx(`${times('<w:p>', 50000)}`), 'return-broken'),
  returned('DOCX of 20 MB of text', 'a.docx', () => docx(`<w:t>${Array.from({ length: 2 << 20 }, (_, i) => `青${i * 40503 % 65536}`).join('').slice(0, 10 << 20)}</w:t>`), 'return-large'),
  returned('DOCX that is a bomb', 'a.docx', () => docx(`<w:t>${times(' ', 200 << 20)}</w:t>`), 'return-large'),
  returned('XFDF of entities', 'a.xfdf', () => '<!DOCTYPE x [<!ENTITY a "b">]><xfdf><fields><field name="name"><value>&a;</value></field></fields></xfdf>', 'xml-doctype'),
  returned('XFDF of 10,000 fields', 'a.xfdf', () => `<xfdf><fields>${list(10000, (i) => `<field name="f${i}"><value>a</value></field>`)}</fields></xfdf>`, 'return-large'),
  returned('XFDF of fields in fields', 'a.xfdf', () => `<xfdf><fields>${times('<field name="a">', 50000)}`, 'data-deep'),
  returned('JSON in lists', 'a.json', () => times('[', 100000), 'data-deep'),

  // --- templates ---
  template('template in itself', () => '{% include "entry.html" %}', 'template-loop'),
  template('endless loops', () => `{% set l = "${times('a', 1000)}" | list %}${list(9, (i) => `{% for a${i} in l %}`)}x${times('{% endfor %}', 9)}`, 'template-too-long'),
  template('text that doubles', () => `{% set a = "青禾" %}${times('{% set a = a ~ a %}', 60)}{{ a }}`, 'template-memory'),
  template('nothing written often', () => `{% set a = "${times('\x01', 100000)}" %}{% set l = a | list %}{% for i in l %}{{ a }}{% endfor %}`, 'template-too-long'),
  template('nested statements', () => times('{% if true %}', 100000), 'template-nesting'),
  template('nested brackets', () => `{{ ${times('(', 100000)} }}`, 'template-nesting'),
  template('sums', () => `{{ 1${times(' + 1', 200000)} }}`, 'template-nesting'),
  disk('template of 1 GB', (at) => sparse(at('templates/entry.html'), GIB), { id: 'file-too-big', at: 'templates/entry.html' }),
  disk('template that is a pipe', (at) => fifo(at('templates/entry.html')), { id: 'file-special', at: 'templates/entry.html' }),
  disk('template from outside', (at) => fs.symlinkSync('../../outside/secret.md', at('templates/entry.html')), { id: 'link-out-of-site', at: 'templates/entry.html' }),
  template('template named outside', () => '{% include "../../outside/secret.md" %}', 'template-missing'),

  // --- files ---
  disk('line break in a name', (at) => fs.writeFileSync(at('content/plans/a\nb.md'), head()), { id: 'file-name', at: 'content/plans/a' }),
  disk('escape in a name', (at) => fs.writeFileSync(at('content/plans/a\x1b[2Jb.md'), head()), { id: 'file-name', at: 'content/plans/a' }),
  disk('name in no encoding', (at) => fs.writeFileSync(Buffer.concat([Buffer.from(at('content/plans/')), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]), head()), { id: 'file-name', at: 'content/plans/' }),
  disk('pipe', (at) => fifo(at('content/plans/inbox')), { id: 'file-special', at: 'content/plans/inbox' }),
  disk('pipe as an entry', (at) => fifo(at(MD)), { id: 'file-special', at: MD }),
  disk('link out of the site', (at) => fs.symlinkSync('../../../outside/secret.md', at(MD)), { id: 'link-out-of-site', at: MD }),
  disk('link to the root', (at) => fs.symlinkSync('/', at('content/plans/root')), { id: 'link-out-of-site', at: 'content/plans/root' }),
  disk('link to what never ends', (at) => fs.symlinkSync('/dev/zero', at(MD)), { id: 'link-out-of-site', at: MD }),
  disk('link to itself', (at) => fs.symlinkSync('case.md', at(MD)), { id: 'file-unreadable', at: MD }),
  disk('link in static', (at) => fs.symlinkSync('../../outside/secret.md', at('static/secret.md')), { id: 'link-out-of-site', at: 'static/secret.md' }),
  { name: 'attachment from outside', files: { [PLAN]: head('', 'attachments: [../../../../outside/secret.md]\n') }, tells: { id: 'attachment-missing', at: PLAN } },
  { name: 'picture from outside', files: { [PLAN]: head('![图](../../../../outside/secret.md)') }, tells: { id: 'image-missing', at: PLAN } },
  picture('of 900 million dots', 'a.png', () => pngOf(30000, 30000, true, deflateSync(Buffer.alloc(1 << 20))), 'print-picture-large'),
  picture('cut short inside', 'a.png', () => pngOf(3100, 3100, true, deflateSync(Buffer.alloc(1 << 20))), 'print-picture-broken'),
  picture('without a size', 'a.jpg', () => Buffer.from('\xff\xd8\xff\xda\0\x02\xff\xd9', 'latin1'), 'print-picture-kind'),
  picture('of inks', 'a.jpg', () => Buffer.from('\xff\xd8\xff\xc0\0\x14\x08\0\x01\0\x01\x04\x01\x11\0\x02\x11\0\x03\x11\0\x04\x11\0\xff\xd9', 'latin1'), 'print-picture-kind'),
  picture('of 25 MB', 'a.png', () => pngOf(10, 10, true, Buffer.alloc(25 << 20)), 'print-picture-large'),
  picture('drawing of many elements', 'a.svg', () => svg(times('<rect width="9" height="9" opacity=".5"/>', 20000)), 'print-picture-large'),
  picture('drawing with a filter', 'a.svg', () => svg('<filter id="f"><feTurbulence numOctaves="100000" baseFrequency=".1"/></filter><rect width="9" height="9" filter="url(#f)"/>'), 'print-picture-large'),
  picture('deep drawing', 'a.svg', () => svg(`${times('<g>', 9000)}${times('</g>', 9000)}`), 'print-picture-broken'),
  picture('drawing of entities', 'a.svg', () => `<!DOCTYPE svg [<!ENTITY a "a">${list(9, (i) => `<!ENTITY a${i} "${times(i ? `&a${i - 1};` : '&a;', 10)}">`)}]>${svg('<text y="9">&a8;</text>')}`, 'print-picture-broken'),
  picture('drawing that refers outside', 'a.svg', () => svg(list(4, (i) => `<image xlink:href="${['../../../../outside/secret.md', 'file:///etc/passwd', '/etc/passwd', 'http://127.0.0.1:9/'][i]}" width="9" height="9"/>`)), NOTHING),
  disk('entry of 1 GB', (at) => sparse(at(MD), GIB, head()), { id: 'file-too-big', at: MD }),
  {
    name: 'folders in folders',
    files: { [PLAN]: head() },
    make: (at) => fs.mkdirSync(at(`content/plans/case/${times('a/', 1500)}`), { recursive: true }),
    tells: NOTHING,
  },
];
