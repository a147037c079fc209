// SPDX-License-Identifier: MIT
// node official.mjs FOLDER: an official document as PDF, measured in the file alone against GB/T 9704-2012, clause by
// clause. It prints a table of what it measured; official_kinds.mjs has the other kinds.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { judge, note } from './common.mjs';
import { BOTTOM, CELL, LEFT, MM, PITCH, RIGHT, TOP, faces, find, firstRow, makeSite, measured, picture, printTable, read, rulesOf } from './official_read.mjs';

const sentence = '各县区青年联合会要把走访中听到的意见逐条记下来分清轻重缓急能当场办的当场办不能当场办的写明哪一天由谁答复';
const full = Array.from({ length: 12 }, () => `${sentence}${sentence}${sentence}。`).join('\n\n');
const SITE = {
  'content/site.yaml': 'title: 青禾市青年联合会\nbase_url: https://qinghe.example/\nissuer: federation\n',
  'content/org/units.csv': 'id,name,short,kind\nfederation,青禾市青年联合会,青禾青联,federation\nschool,青禾市教育促进会,促进会,federation\nlibrary,青禾市公共图书馆,图书馆,federation\n',
  'content/notices/_index.md': '---\ntitle: 通知\nkind: notice\n---\n',
  'content/notices/down/rules.md': '# 走访工作规则\n\n## 一、总则\n\n走访要事先约定。\n',
  'content/notices/down/index.md': `---
title: 关于开展青年之家建设情况走访和集中整改工作的通知
number: 青联发〔2026〕12号
urgency: 特急
to: [各县区青联, 各部室, 志愿服务中心]
copy_to: [各基层青年支部]
issued: 2026-07-03
printed: 2026-07-05
printed_by: 青禾市青年联合会办公室
attachments: [rules.md]
remark: 此件公开发布
---

为做好走访工作，现通知如下，请按3月8日以前的安排抓好落实（Q3 2026）。

## 一、总体要求

走访分三步进行，规则见附件。

### （一）摸清底数

逐户核对名册。

${full}

| 单位 | 时限 | 联系人 |
|---|---|---|
${Array.from({ length: 40 }, (_, i) => `| 第${i + 1}街道青年联合会 | 2026年8月${i % 28 + 1}日 | 联络员 |`).join('\n')}

以上各项请按时完成。
`,
  'content/notices/joint.md': `---
title: 关于联合举办青年读书活动的通知
number: 青联发〔2026〕13号
issuer: [federation, school, library]
to: [各县区青联]
issued: 2026-07-06
---

活动在各青年之家举行，电话0000-5550102，来信寄到reading-together-always@qinghe.example。
`,
  'content/notices/up.md': `---
title: 关于增加青年之家活动经费的请示
number: 青联发〔2026〕14号
signer: 顾砚秋、屈小满
to: [青禾市人民政府]
issued: 2026-07-07
remark: "联系人：温竹屿，电话：0000-5550102"
---

现将有关情况请示如下。
`,
};

// What is no longer in force says so on paper; a form for internal use is not named on the public copy.
Object.assign(SITE, {
  'content/notices/old/index.md': `---
title: 关于旧登记办法的通知
number: 青联发〔2026〕11号
issued: 2026-07-02
ceased: { date: 2026-07-08, kind: repealed, by: 青联发〔2026〕12号 }
attachments: [forms/open, forms/closed]
---

按附件1、2登记。
`,
  'content/notices/old/forms/open.yaml': 'title: 公开登记表\nrows:\n  - - { id: name, label: 姓名, type: text }\n',
  'content/notices/old/forms/closed.yaml': 'title: 内部核对表\naudience: internal\nrows:\n  - - { id: name, label: 姓名, type: text }\n',
});

function measureFirst({ pages }, image) {
  const [page] = pages;
  const mark = find(page, '青年联合会文件'), number = find(page, '青联发〔2026〕12号'), title = page.lines.filter((line) => Math.abs(line.size - 22 * MM) < 0.1);
  const to = find(page, '志愿服务中心'), head = find(page, '一、总体要求'), second = find(page, '（一）摸清'), body = find(page, '现通知如下');
  const [rule] = rulesOf(image, image.red);
  measured('G02', 'width of the page', page.size[0], 210, 0.35);
  measured('G02', 'height of the page', page.size[1], 297, 0.35);
  measured('G11', '紧急程度 at the left edge', find(page, '特急').x, LEFT, 0.5);
  measured('G12', 'upper edge of 发文机关标志', firstRow(image, image.red), TOP + 35, 1);
  measured('G12', '发文机关标志 in the middle', (mark.x + mark.right) / 2, (LEFT + RIGHT) / 2, 1);
  measured('G13', '发文字号 in the middle', (number.x + number.right) / 2, (LEFT + RIGHT) / 2, 1);
  measured('G13', 'blank between 标志 and 发文字号, in lines', (number.top - mark.top - mark.size) / PITCH, 2, 0.3);
  measured('G15', 'width of the red rule', rule.right - rule.left, 156, 0.5);
  measured('G15', 'from 发文字号 to the red rule', rule.top - number.top - number.size, 4, 0.5);
  measured('G16', 'lines of the title', title.length, 2, 0);
  measured('G16', 'title in the middle', (title[0].x + title[0].right) / 2, (LEFT + RIGHT) / 2, 1);
  measured('G16', 'from the red rule to the title, in lines', (title[0].top - rule.bottom) / PITCH, 2, 0.3);
  measured('G16', 'size of the title, in points', title[0].size / MM, 22, 0.1);
  measured('G17', '主送 at the left edge', to.x, LEFT, 0.5);
  measured('G17', '主送 ends with a colon', to.text.endsWith('：'), true);
  measured('G17', 'from the title to 主送, in lines', (to.top - title.at(-1).top - title.at(-1).size) / PITCH, 1, 0.3);
  measured('G18', 'body on the first page', Boolean(body), true);
  measured('G18', 'a paragraph begins two characters in', body.x, LEFT + 2 * CELL, 0.5);
  measured('G18', '一、 in another face than the body', faces(head) !== faces(body), true);
  measured('G18', '（一） two characters in', second ? second.x : LEFT + 2 * CELL, LEFT + 2 * CELL, 0.5);
  measured('G04', 'size of the body, in points', body.size / MM, 156 / 28 / MM, 0.02);
}

function measureFull({ pages }) {
  const page = pages.find((one, i) => i > 0 && one.lines.filter((line) => line.text.length >= 26).length > 15);
  const lines = page.lines.filter((line) => line.base < BOTTOM);
  const cells = lines.filter((line) => line.text.length >= 26).map((line) => line.text.length);
  measured('G05', 'lines of a full page', lines.length, 22, 0);
  measured('G05', 'characters of a full line', Math.max(...cells), 28, 0);
  measured('G03', 'upper edge of the first line', lines[0].top, TOP, 1);
  measured('G03', 'lower edge of the last line', lines.at(-1).top + lines.at(-1).size, BOTTOM, 1);
  measured('G03', 'left edge', Math.min(...lines.map((line) => line.x)), LEFT, 1);
  measured('G03', 'right edge', Math.max(...lines.map((line) => line.right)), RIGHT, 1);
  const ragged = lines.filter((line) => line.text.length >= 26 && Math.abs(line.right - RIGHT) > 0.5);
  measured('5.2.3', 'lines that do not fill the width', ragged.length, 0, 0);
  measured('5.2.3', 'distance of lines', (lines.at(-1).base - lines[0].base) / (lines.length - 1), PITCH, 0.02);
  const wrong = pages.flatMap((one) => one.lines).filter((line) => /^[，。；：、！？）》”]/.test(line.text) || /[（《“]$/.test(line.text));
  measured('GB/T 15834', 'lines that begin or end with the wrong mark', wrong.length, 0, 0);
}

function measureEnd({ pages, file }, folder) {
  const at = pages.findIndex((page) => find(page, '附件：'));
  const list = find(pages[at], '附件：'), name = pages.flatMap((page) => page.lines).filter((line) => line.text === '青禾市青年联合会').at(-1);
  const day = pages.flatMap((page) => page.lines).find((line) => line.text === '2026年7月3日');
  measured('G19', '附件说明 two characters in', list.x, LEFT + 2 * CELL, 0.5);
  measured('G21', 'the day begins two characters right of the name', day.x - name.x, 2 * CELL, 0.5);
  measured('G21', 'the longer of both ends two characters from the edge', Math.max(name.right, day.right), RIGHT - 2 * CELL, 1);
  measured('G23', 'the day', day.text, '2026年7月3日');
  measured('G25', '附注 two characters in', pages.flatMap((page) => page.lines).find((line) => line.text.startsWith('（此件')).x, LEFT + 2 * CELL, 1.5);
  const annex = pages.find((page) => page.lines[0].text === '附件'), annexTitle = find(annex, '走访工作规则');
  measured('G26', '附件 on the first line of a page', annex.lines[0].top, TOP, 1);
  measured('G26', 'its title on the third line', annexTitle.top, TOP + 2 * PITCH, 1);
  const last = pages.length, rules = rulesOf(picture(file, last, folder), picture(file, last, folder).dark);
  measured('G30', 'the colophon ends an even page', last % 2, 0, 0);
  measured('G27', 'rules of the colophon', rules.length, 3, 0);
  measured('G27', 'the last rule', (rules.at(-1).top + rules.at(-1).bottom) / 2, BOTTOM, 0.5);
  measured('G27', 'width of the rules', rules.at(-1).right - rules.at(-1).left, 156, 0.5);
  const colophon = pages.at(-1), copies = find(colophon, '抄送'), printed = find(colophon, '印发');
  measured('G28', '抄送 one character in', copies.x, LEFT + CELL, 0.8);
  measured('G28', '抄送 ends with a full stop', copies.text.endsWith('。'), true);
  measured('G29', '印发日期 one character from the right', printed.right, RIGHT - CELL, 1.5);
  measured('G29', 'size of the colophon, in points', printed.size / MM, 14, 0.1);
}

function measureNumbers({ pages }) {
  pages.slice(0, 2).forEach((page, i) => {
    const number = page.lines.at(-1);
    measured('G31', `page ${i + 1} has its number`, number.text.replace(/\s/g, ''), `—${i + 1}—`);
    measured('G31', `page ${i + 1} at its outer edge`, i % 2 ? number.x : number.right, i % 2 ? LEFT + CELL : RIGHT - CELL, 1);
    measured('G31', `its dash 7 mm below the type area, page ${i + 1}`, number.base - 0.38 * number.size, BOTTOM + 7, 1);
  });
}

function measureTable({ pages }) {
  const heads = pages.filter((page) => page.lines.some((line) => line.text.replace(/\s/g, '') === '单位时限联系人')).length;
  const rows = pages.flatMap((page) => page.lines).filter((line) => /^第\d+街道青年联合会/.test(line.text)).length;
  measured('table', 'rows printed', rows, 40, 0);
  measured('table', 'its head on each page', heads >= 2, true);
}

await judge('node official.mjs FOLDER', 1, async (folder) => {
  const site = path.join(folder, 'site');
  const build = makeSite(site, SITE);
  const file = path.join(site, 'public/notices/down/down.pdf'), bytes = fs.readFileSync(file);
  const down = await read(file);
  measureFirst(down, picture(file, 1, folder));
  measureFull(down);
  measureEnd(down, folder);
  measureNumbers(down);
  measureTable(down);
  const joint = await read(path.join(site, 'public/notices/joint/joint.pdf'));
  const organs = ['青禾市青年联合会', '青禾市教育促进会', '青禾市公共图书馆文件'].map((organ) => find(joint.pages[0], organ));
  const stretched = find(joint.pages[0], '0000-5550102'), number = stretched.items.find((item) => item.text.includes('0000-5550102'));
  measured('5.2.3', 'a line before a long address fills the width', stretched.right, RIGHT, 0.5);
  measured('5.2.3', 'its number is not stretched, in characters', (number.right - number.x) / number.size, 5.83, 0.02);
  measured('G12', 'joint organs, one to a line', organs.every((line, i) => line && (!i || line.base > organs[i - 1].base)), true);
  const up = await read(path.join(site, 'public/notices/up/up.pdf')), signer = find(up.pages[0], '签发人');
  measured('G14', '签发人 and 发文字号 on one line', signer.text.includes('〔2026〕14号'), true);
  measured('G14', '发文字号 one character in', signer.x, LEFT + CELL, 0.8);
  const old = await read(path.join(site, 'public/notices/old/old.pdf')), all = old.pages.flatMap((page) => page.lines.map((line) => line.text));
  measured('validity', 'said below the title', all.includes('（已废止）'), true);
  measured('G26', 'a form follows as its blank page', all.filter((text) => text.includes('公开登记表')).length, 2, 0);
  measured('audience', 'what is internal is not named', all.some((text) => text.includes('内部核对表')), false);
  measured('PDF', 'title', down.info.Title, '关于开展青年之家建设情况走访和集中整改工作的通知');
  measured('PDF', 'tagged', JSON.stringify(down.tree).includes('"H1"'), true);
  measured('PDF', 'bookmarks', down.outline.length >= 1, true);
  execFileSync('qpdf', ['--check', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  fs.rmSync(path.join(site, 'public'), { recursive: true });
  build();
  measured('PDF', 'the same bytes from the same source', fs.readFileSync(file).equals(bytes), true);
  printTable();
  note('not measured: G01, G07, G10, G33 (paper, press, refusal); not built: G35, G36');
});
