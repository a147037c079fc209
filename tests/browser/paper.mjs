// SPDX-License-Identifier: MIT
// node paper.mjs FOLDER [FROM-TO]: forms on paper three ways (the PDF, the page as Chromium prints it, the Word document as
// LibreOffice prints it), laid one over the other: every cell within 1.5 mm. A cell is what its black rules enclose in
// the picture of the page, so that nothing is asked of the program that drew it. FROM-TO are seeds of forms by chance.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PDFDocument, PDFName } from 'pdf-lib';
import { check, judge, launchBrowser, note } from './common.mjs';
import { randomForm } from './paper_forms.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const HERE = path.dirname(new URL(import.meta.url).pathname);
const DPI = 150, MM = 25.4 / DPI, MOST = 1.5; // mm
const LEAST = 4.5; // mm: a box to tick is smaller, a cell is larger

// A wide table that goes on over pages; a form of many pages whose nested rows a page may break.
const FORMS = {
  register: `title: 青年之家活动场地与开放时间登记总表
number: 附件2
layout: { columns: [2, 5, 2, 5], orientation: landscape }
rows:
  - - { id: maker, label: 填表人, type: text, required: true }
    - { id: level, label: 级别, type: choice, options: [市级, 县级] }
  - - id: rooms
      label: 场地
      type: table
      rows: 30
      columns:
        - { id: place, label: 地点, type: text, required: true }
        - { id: seats, label: 座位, type: integer }
        - { id: kind, label: 类别, type: choice, options: [室内, 室外, 半室外] }
        - { id: opens, label: 开放, type: time }
        - { id: free, label: 免费, type: checkbox }
        - { id: remark, label: 说明, type: multiline }
  - - { id: seal, label: 盖章, type: signature }
`,
  // Heads over columns, repeated on each page.
  heads: `title: 青年工作统计表
number: 附件6
layout: { columns: [2, 5, 2, 5], orientation: landscape }
rows:
  - - { id: maker, label: 填表人, type: text, required: true }
    - { id: level, label: 级别, type: choice, options: [市级, 县级] }
  - - id: units
      label: 基层青年组织
      type: table
      rows: 28
      columns:
        - { id: place, label: 单位名称, type: text, required: true }
        - label: 青年人数
          of:
            - { id: men, label: 男, type: integer }
            - { id: women, label: 女, type: integer }
        - label: 培训情况（全年累计）
          of:
            - { id: times, label: 场次, type: integer }
            - { id: heads, label: 人次, type: integer }
            - { id: kind, label: 形式, type: choice, options: [线上, 线下] }
        - { id: remark, label: 备注, type: text }
`,
  // Cells that hold hardly more than their words.
  narrow: `title: 青年单位基本情况表
number: 附件4
layout: { columns: [2, 3, 2, 3, 2, 3] }
rows:
  - - { id: kind, label: 单位性质, type: choice, options: [机关事业单位, 企业], other: true }
    - { id: tel, label: 联系电话, type: phone }
    - { id: who, label: 联系人, type: text }
  - - { id: ways, label: 参加方式, type: choices, options: [参加活动, 提供场地], other: true }
    - { id: mail, label: 电子邮箱, type: email }
    - { id: n, label: 青年, type: integer }
`,
  // A long answer that begins under other rows and goes on on the next page.
  long: `title: 成长导师申请表
number: 附件8
layout: { columns: [2, 5, 2, 5] }
rows:
  - - { id: name, label: 姓名, type: text, required: true }
    - { id: ways, label: 形式, type: choice, options: [座谈, 走访] }
  - - { id: essay, label: 我的想法, type: multiline, lines: 45, max: 2000, required: true, note: 不少于五百字。 }
  - - { id: agree, label: 同意公布, type: checkbox }
`,
  // Nested labels beside fields: one goes from answer to answer row by row.
  order: `title: 走访情况表
number: 附件7
layout: { columns: [2, 2, 3, 2, 4], orientation: landscape }
rows:
  - - { id: maker, label: 填表人, type: text, place: above-left }
    - { id: made, label: 填表日期, type: date, place: above-right }
  - - label: 人数
      of:
        - { id: cadres, label: 干部, type: integer }
        - { id: youth, label: 青年, type: integer }
    - { id: place, label: 地点, type: multiline, lines: 3 }
  - - { id: time, label: 时间, type: time }
    - label: 形式
      of:
        - { id: talk, label: 座谈, type: choice, options: [有, 无], other: true }
        - { id: visit, label: 走访, type: checkbox }
  - - id: list
      label: 名册
      type: table
      rows: 2
      columns: [{ id: who, label: 姓名 }, { label: 情况, of: [{ id: age, label: 年龄, type: integer }, { id: sex, label: 性别, type: choice, options: [男, 女] }] }]
  - - { id: view, label: 意见, type: multiline, lines: 2 }
  - - { id: checker, label: 审核人, type: text, place: below-left }
`,
  slim: `title: 青年联系登记表
number: 附件5
layout: { columns: [1, 7] }
rows:
  - - { id: tel, label: 联系电话, type: phone }
  - - { id: post, label: 职务, type: text }
`,
  essay: `title: 结对导师申请表
subtitle: （每人一份）
number: 附件3
rows:
  - - { id: day, label: 日期, type: date, place: above-left }
    - { id: place, label: 地点, type: text, place: above-right, note: 写到街道。 }
  - - { id: name, label: 姓名, type: text, required: true }
    - { id: mobile, label: 联系电话, type: phone }
${Array.from({ length: 4 }, (_, i) => `  - - { id: part_${i}, label: "第${i + 1}部分\\n的陈述", type: multiline, lines: 14, note: 不够写时可以另附纸。 }
`).join('')}  - - label: 到场人数
      of:
${Array.from({ length: 9 }, (_, i) => `        - { id: n_${i}, label: 第${i + 1}组, type: integer }
`).join('')}  - - { id: ways, label: 愿意参加的形式, type: choices, options: [一对一的长谈, 带着参加一次活动, 每月一封信, 集体座谈], other: true }
  - - { id: sign, label: 本人签字, type: signature, place: below-right }
`,
};

const ORDER = ['maker', 'made', 'cadres', 'place', 'youth', 'time', 'talk', 'talk-other', 'visit', 'list.1.who', 'list.1.age', 'list.1.sex',
  'list.2.who', 'list.2.age', 'list.2.sex', 'view', 'checker'];

const FEWEST = { narrow: 12, slim: 4, long: 10 };

function readGray(file) {
  const bytes = fs.readFileSync(file);
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  return { width: Number(head[1]), height: Number(head[2]), at: bytes.subarray(head[0].length) };
}

// White regions that black rules enclose, as boxes in mm.
function cellsOf({ width, height, at }) {
  const seen = new Uint8Array(width * height), stack = [], cells = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] || at[start] < 150) continue;
    let left = width, right = 0, top = height, bottom = 0, n = 0;
    stack.push(start);
    seen[start] = 1;
    while (stack.length) {
      const p = stack.pop(), x = p % width, y = (p - x) / width;
      n += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (const [q, inside] of [[p - 1, x > 0], [p + 1, x < width - 1], [p - width, y > 0], [p + width, y < height - 1]])
        if (inside && !seen[q] && at[q] >= 150) {
          seen[q] = 1;
          stack.push(q);
        }
    }
    const box = { left: left * MM, top: top * MM, right: (right + 1) * MM, bottom: (bottom + 1) * MM };
    const wide = box.right - box.left, high = box.bottom - box.top, outside = left === 0 && top === 0;
    if (!outside && wide > LEAST && high > LEAST && n * MM * MM > wide * high / 2) cells.push(box);
  }
  return cells.sort((a, b) => Math.round(a.top - b.top) || a.left - b.left);
}

function pagesOf(pdf) {
  const dir = fs.mkdtempSync(`${pdf}-`);
  execFileSync('pdftoppm', ['-gray', '-r', String(DPI), pdf, path.join(dir, 'p')]);
  return fs.readdirSync(dir).sort().map((name) => cellsOf(readGray(path.join(dir, name))));
}

const SIDES = ['left', 'top', 'right', 'bottom'];
const apart = (a, b) => Math.max(...SIDES.map((side) => Math.abs(a[side] - b[side])));
const shown = (box) => SIDES.map((side) => box[side].toFixed(1)).join(' ');

// Each cell of the one has its own in the other.
function compare(wanted, got) {
  if (wanted.length !== got.length) return { faults: [`${got.length} pages, not ${wanted.length}`], worst: Infinity };
  const faults = [];
  let worst = 0;
  wanted.forEach((cells, page) => {
    const left = [...got[page]];
    if (left.length !== cells.length) faults.push(`page ${page + 1} has ${left.length} cells, not ${cells.length}`);
    for (const cell of cells) {
      if (!left.length) break;
      left.sort((a, b) => apart(cell, a) - apart(cell, b));
      const distance = apart(cell, left[0]);
      if (distance > MOST) faults.push(`page ${page + 1}: ${shown(cell)} stands at ${shown(left[0])}`);
      worst = Math.max(worst, distance);
      left.shift();
    }
  });
  return { faults: faults.slice(0, 6), worst };
}

const once = (names) => names.filter((name, i) => name !== names[i - 1]);

// The names of a PDF's fields as its pages list them, which is how viewers go from one to the next.
async function orderOfPdf(file) {
  const pdf = await PDFDocument.load(fs.readFileSync(file));
  const names = [];
  for (const { node } of pdf.getPages())
    for (const ref of node.Annots()?.asArray() ?? []) {
      const parts = [];
      for (let at = pdf.context.lookup(ref); at; at = at.lookup(PDFName.of('Parent'))) {
        const part = at.lookup(PDFName.of('T'));
        if (part) parts.unshift(part.decodeText());
      }
      names.push(parts.join('.'));
    }
  return once(names.filter((name) => !name.startsWith('_')));
}

// Where the Tab key leads from one answer to the next.
async function orderOfPage(browser, html) {
  const page = await browser.newPage(), names = [];
  await page.goto(pathToFileURL(html).href);
  for (let i = 0; i < 80 && names.at(-1) !== ORDER.at(-1); i += 1) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => {
      const at = document.activeElement;
      return at.closest('#form-page') ? at.name || at.id : '';
    }));
  }
  await page.close();
  return once(names.filter(Boolean));
}

async function printed(browser, html, pdf) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(html).href);
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  await page.close();
}

await judge('node paper.mjs FOLDER [FROM-TO]', 1, async (folder, seeds = '1-12') => {
  const [from, to] = seeds.split('-').map(Number);
  for (let seed = from; seed <= to; seed += 1) FORMS[`seed_${seed}`] = randomForm(seed);
  const site = path.join(folder, 'site'), forms = path.join(site, 'public/plans/homes/forms');
  fs.cpSync(path.join(HERE, '../form/site'), site, { recursive: true });
  for (const [id, yaml] of Object.entries(FORMS)) fs.writeFileSync(path.join(site, `content/plans/homes/forms/${id}.yaml`), yaml);
  execFileSync(PLACARD, ['build', '-q', '-C', site, '--as-of', '2026-09-01'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ids = ['homes', ...Object.keys(FORMS)];
  const words = path.join(folder, 'words');
  execFileSync('soffice', [`-env:UserInstallation=${pathToFileURL(path.join(path.resolve(folder), 'profile')).href}`, '--headless', '--convert-to', 'pdf',
    '--outdir', words, ...ids.map((id) => path.join(forms, `${id}.docx`))], { stdio: 'ignore' });
  const browser = await launchBrowser();
  for (const id of ids) {
    const html = path.join(folder, `${id}-html.pdf`);
    await printed(browser, path.join(forms, `${id}.html`), html);
    const wanted = pagesOf(path.join(forms, `${id}.pdf`));
    const n = wanted.flat().length;
    check(`${id}: the PDF has cells to compare`, n >= (FEWEST[id] || (id.startsWith('seed_') ? 6 : 20)) ? [] : [`${n}`]);
    for (const [how, pdf] of [['printed from the page', html], ['printed from Word', path.join(words, `${id}.pdf`)]]) {
      const { faults, worst } = compare(wanted, pagesOf(pdf));
      check(`${id} ${how}: each cell within ${MOST} mm of the PDF's`, faults);
      note(`${id} ${how}: ${n} cells on ${wanted.length} pages, at most ${worst.toFixed(2)} mm apart`);
    }
  }
  const inOrder = (names) => (names.join() === ORDER.join() ? [] : names.join());
  check('order: a PDF goes from answer to answer row by row', inOrder(await orderOfPdf(path.join(forms, 'order.pdf'))));
  check('order: so does the Tab key on the page', inOrder(await orderOfPage(browser, path.join(forms, 'order.html'))));
  await browser.close();
});
