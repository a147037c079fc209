// SPDX-License-Identifier: MIT
// node official_kinds.mjs FOLDER: letters, seals, stamps, signers, turned tables, notes, long lists of addressees and a
// theme's own numbers, measured in the PDF alone against GB/T 9704-2012. It prints a table of what it measured.
import fs from 'node:fs';
import path from 'node:path';
import { judge } from './common.mjs';
import { BOTTOM, CELL, LEFT, MM, PITCH, RIGHT, extent, faces, find, firstRow, makeSite, measured, picture, printTable, read, rulesOf } from './official_read.mjs';

const MIDDLE = 105, SEAL = 42;
const notice = (head, body) => `---\ntitle: 关于联合举办青年读书活动的通知\nto: [各县区青联]\nissued: 2026-07-06\n${head}---\n\n${body}\n`;
const short = '活动在各青年之家举行，请提前做好准备。';
const wide = (rows) => `| ${Array.from({ length: 13 }, (_, i) => `第${i + 1}项`).join(' | ')} |\n|${'---|'.repeat(13)}\n${Array.from({ length: rows }, (_, r) => `| ${Array.from({ length: 13 }, (_, i) => `${r + 1}乙${i}丙`).join(' | ')} |`).join('\n')}`;

const SITE = {
  'content/site.yaml': 'title: 青禾市青年联合会\nbase_url: https://qinghe.example/\nissuer: federation\n',
  'content/org/units.csv': 'id,name,short,kind\nfederation,青禾市青年联合会,青禾青联,federation\nschool,青禾市教育促进会,促进会,federation\nlibrary,青禾市公共图书馆,图书馆,federation\n',
  'content/org/people.csv': 'id,name,unit,post\nwen,温竹屿,federation,会长\n',
  'content/notices/_index.md': '---\ntitle: 通知\nkind: notice\n---\n',
  'content/notices/letter.md': `---
title: 关于商请协助开展青年之家建设情况走访工作的函
number: 青联函〔2026〕3号
layout: letter
urgency: 加急
to: [青禾市教育促进会]
copy_to: [各县区青联]
printed_by: 青禾市青年联合会办公室
issued: 2026-07-03
---

${Array.from({ length: 30 }, () => short).join('\n\n')}
`,
  'content/notices/sealed.md': notice('number: 青联发〔2026〕4号\nseal: area\n', `${short}\n\n${short}`),
  'content/notices/joint-sealed.md': notice('number: 青联发〔2026〕5号\nissuer: [federation, school, library]\nseal: area\n', Array.from({ length: 14 }, () => short).join('\n\n')),
  'content/notices/joint.md': notice('number: 青联发〔2026〕10号\nissuer: [federation, school, library]\n', '活动在各青年之家举行。'),
  'content/notices/stamped.md': notice('number: 青联发〔2026〕6号\nsigner: 温竹屿\nseal: stamp\n', short),
  'content/notices/signers.md': notice('number: 青联发〔2026〕7号\nsigner: [温竹屿, 屈小满, 顾砚秋]\n', short),
  'content/notices/wide.md': notice('number: 青联发〔2026〕8号\n', `各项数字如下。\n\n${wide(30)}\n\n表后的文字。`),
  'content/notices/notes.md': notice('number: 青联发〔2026〕9号\n', `${short.slice(0, -1)}[^a]。\n\n${Array.from({ length: 18 }, () => short).join('\n\n')}\n\n最后一段有第二个注[^b]。\n\n[^a]: 第一个注的文字。\n[^b]: 第二个注的文字。`),
  'content/notices/marks.md': notice('number: 青联发〔2026〕12号\n', `一、总体要求\n\n（一）摸清底数。逐户核对名册，写明时限。\n\n（二）找准问题\n\n${short}\n\n1. 第一件。\n\n二、工作安排。${short}`),
  'content/notices/long-to.md': `---\ntitle: 关于主送很长的通知\nnumber: 青联发〔2026〕11号\nissued: 2026-07-06\nprinted_by: 办公室\ncopy_to: [各基层青年支部]\nto:\n${Array.from({ length: 60 }, (_, i) => `  - 第${i + 1}街道青年联合会`).join('\n')}\n---\n\n${short}\n`,
};

const PROFILE = {
  ...Object.fromEntries(Object.entries(SITE).filter(([name]) => /site|org|_index|sealed.md/.test(name))),
  'themes/default/print.yaml': 'line_pitch: 12\nleft_margin: 30\ntext_width: 150\ncharacters: 25\npage_number: middle\npage_number_dashes: no\nred: "#0000FF"\n',
};

const UNMARKED = {
  ...Object.fromEntries(Object.entries(SITE).filter(([name]) => /org|_index|marks.md/.test(name))),
  'content/site.yaml': `${SITE['content/site.yaml']}heading_marks: no\n`,
};

// Outlines: what they press stays legible, and is found in the PDF.
const drawn = (width, height, shape) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shape} fill="none" stroke="#d00" stroke-width="2"/></svg>`;
const SEALS = {
  ...Object.fromEntries(Object.entries(SITE).filter(([name]) => /site|_index|\/sealed.md|stamped.md/.test(name))),
  'content/org/units.csv': 'id,name,seal\nfederation,青禾市青年联合会,round.svg\n',
  'content/org/people.csv': 'id,name,unit,post,seal\nwen,温竹屿,federation,会长,wide.svg\n',
  'content/org/round.svg': drawn(100, 100, '<circle cx="50" cy="50" r="49"'),
  'content/org/wide.svg': drawn(100, 50, '<rect x="1" y="1" width="98" height="48"'),
};

const middle = (line) => (line.x + line.right) / 2;
const last = (page) => page.lines.filter((line) => line.base < BOTTOM).at(-1);

function measureLetter({ pages, file }, folder) {
  const [page, second] = pages, image = picture(file, 1, folder);
  const mark = find(page, '青禾市青年联合会'), number = find(page, '青联函〔2026〕3号');
  const rules = rulesOf(image, image.red);
  const title = page.lines.filter((line) => Math.abs(line.size - 22 * MM) < 0.1);
  measured('G34', 'upper edge of 发文机关标志', firstRow(image, image.red), 30, 1);
  measured('G34', '发文机关标志 is the name alone', mark.text, '青禾市青年联合会');
  measured('G34', 'red rules, two and two', rules.length, 4, 0);
  measured('G34', 'width of the red rules', rules[0].right - rules[0].left, 170, 0.5);
  measured('G34', 'red rules in the middle of the paper', (rules[0].left + rules[0].right) / 2, MIDDLE, 0.5);
  measured('G34', 'the upper ones: thick over thin', rules[0].bottom - rules[0].top > rules[1].bottom - rules[1].top, true);
  measured('G34', 'the lower ones: thin over thick', rules[2].bottom - rules[2].top < rules[3].bottom - rules[3].top, true);
  measured('G34', 'from 标志 to the first rule', rules[0].top - (mark.top + mark.size), 4, 0.8);
  measured('G34', 'from the last rule to the edge of the paper', 297 - rules[3].bottom, 20, 0.5);
  measured('G34', '发文字号 at the right edge', number.right, RIGHT, 0.5);
  measured('G34', '紧急程度 at the left edge', find(page, '加急').x, LEFT, 0.5);
  measured('G34', 'from the rule to 发文字号', number.top - rules[1].bottom, CELL * 7 / 8, 0.5);
  measured('G34', 'from 发文字号 to the title, in lines', (title[0].top - number.top - number.size) / PITCH, 2, 0.3);
  measured('G34', 'no number on the first page', page.lines.some((line) => /—\s*1\s*—/.test(line.text)), false);
  measured('G34', 'its number on the second', second.lines.at(-1).text.replace(/\s/g, ''), '—2—');
  const end = pages.at(-1), dark = picture(file, pages.length, folder);
  measured('G34', 'colophon without printer', end.lines.some((line) => line.text.includes('办公室')), false);
  measured('G34', 'colophon without rules', rulesOf(dark, dark.dark).length, 0, 0);
  measured('G34', 'colophon at the lower edge', BOTTOM - find(end, '抄送').base, 2, 2);
}

function measureSeal({ pages }) {
  const lines = pages[0].lines, name = lines.filter((line) => line.text === '青禾市青年联合会').at(-1);
  const day = find(pages[0], '2026年7月6日'), above = lines[lines.indexOf(name) - 1];
  const centre = (name.top + day.top + day.size) / 2 - 2;
  measured('G20', 'the day ends four characters from the edge', RIGHT - day.right, 4 * CELL, 0.5);
  measured('G20', 'the name in the middle above the day', middle(name) - middle(day), 0, 1);
  measured('G20', 'a seal on both begins within a line below the text', (centre - SEAL / 2 - above.top - above.size) / PITCH, 0.5, 0.5);
  measured('G20', 'and is within the type area', middle(day) + SEAL / 2 <= RIGHT, true);
  measured('G24', 'text and signature on one page', Boolean(above && find(pages[0], '请提前')), true);
}

function measureJointSeals({ pages }) {
  const page = pages.find((one) => find(one, '2026年7月6日'));
  const day = find(page, '2026年7月6日');
  const names = ['青禾市青年联合会', '青禾市教育促进会', '青禾市公共图书馆'].map((text) => page.items.filter((item) => item.text.includes(text)).at(-1));
  const centres = names.map((item) => ({ x: middle(item), y: item.top }));
  const apart = centres.flatMap((a, i) => centres.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
  measured('G20', 'three organs have room for seals that do not touch', Math.min(...apart) > SEAL, true);
  measured('G20', 'all of them within the type area', centres.every(({ x }) => x - SEAL / 2 >= LEFT - 0.5 && x + SEAL / 2 <= RIGHT + 0.5), true);
  measured('G20', 'the last name in the middle above the day', centres[2].x - middle(day), 0, 1);
  measured('G20', 'in their order', centres[0].y <= centres[1].y && centres[1].y <= centres[2].y, true);
}

function measureStamp({ pages }) {
  const post = find(pages[0], '会长'), day = pages[0].lines.filter((line) => line.text === '2026年7月6日').at(-1);
  const above = pages[0].lines[pages[0].lines.indexOf(post) - 1];
  const stamp = { right: RIGHT - 4 * CELL, width: 40, height: 20 };
  const top = post.top + post.size / 2 - stamp.height / 2;
  measured('G22', 'the day ends four characters from the edge', RIGHT - day.right, 4 * CELL, 0.5);
  measured('G22', 'the post two characters left of the stamp', stamp.right - stamp.width - post.right, 2 * CELL, 0.5);
  measured('G22', 'the stamp two lines below the text', (top - above.top - above.size) / PITCH, 2.4, 0.5);
  measured('G22', 'the day a line below the stamp', (day.top - top - stamp.height) / PITCH, 1, 0.3);
}

function measureDrawn({ pages, file }, folder) {
  const day = find(pages[0], '2026年7月6日'), name = pages[0].lines.filter((line) => line.text === '青禾市青年联合会').at(-1);
  const image = picture(file, 1, folder), box = extent(image, image.red, name.top - 30);
  measured('G20', 'the seal that is drawn: across', box.right - box.left, SEAL, 0.3);
  measured('G20', 'its middle above that of the day', (box.left + box.right) / 2 - middle(day), 0, 1);
  measured('G20', 'its middle on what it presses', (box.top + box.bottom) / 2 - (name.top + day.top + day.size) / 2, -2, 0.5);
}

function measureDrawnStamp({ pages, file }, folder) {
  const day = pages[0].lines.filter((line) => line.text === '2026年7月6日').at(-1), post = find(pages[0], '会长');
  const image = picture(file, 1, folder), box = extent(image, image.red, post.top - 20);
  measured('G22', 'the stamp that is drawn: its width', box.right - box.left, 40, 0.3);
  measured('G22', 'its right edge where the day ends', box.right - day.right, 0, 0.8);
  measured('G22', 'its middle beside the post', (box.top + box.bottom) / 2 - (post.top + post.size / 2), 0, 1);
}

function measureSigners({ pages }) {
  const [page] = pages, label = page.items.find((item) => item.text.includes('签发人'));
  const names = ['温竹屿', '屈小满', '顾砚秋'].map((text) => page.items.find((item) => item.text.includes(text)));
  const number = page.items.find((item) => item.text.includes('青联发'));
  measured('G14', 'two to a line', Math.abs(names[0].base - names[1].base) < 0.1 && names[2].base > names[0].base, true);
  measured('G14', 'the third below the first', names[2].x - names[0].x, 0, 0.2);
  measured('G14', 'the last one character from the edge', RIGHT - names[1].right, CELL, 0.8);
  measured('G14', 'the number on the last line of them', number.base - names[2].base, 0, 0.1);
  measured('G14', 'names in another face than the label', names[0].face !== label.face, true);
}

function measureWide({ pages }) {
  const turned = pages.map((page, i) => ({ page, i })).filter(({ page }) => page.turned.length > 1);
  measured('G32', 'pages with a turned table, odd and even', turned.some(({ i }) => i % 2) && turned.some(({ i }) => i % 2 === 0), true);
  for (const { page, i } of turned.slice(0, 2)) {
    const [head] = page.turned, number = page.lines.at(-1);
    measured('G32', `the head at the left edge, page ${i + 1}`, head.text.replace(/\s/g, '').startsWith('第1项第2项第3项') && head.top - LEFT < 10, true);
    measured('G32', `the table as wide as the page is high, page ${i + 1}`, head.right - head.x > 190, true);
    measured('G32', `the number where other pages have it, page ${i + 1}`, i % 2 ? number.x : number.right, i % 2 ? LEFT + CELL : RIGHT - CELL, 1);
    measured('G32', `its dash 7 mm below the type area, page ${i + 1}`, number.base - 0.38 * number.size, BOTTOM + 7, 1);
  }
  const rows = new Set(pages.flatMap((page) => page.turned.map((line) => /^(\d+)乙/.exec(line.text)?.[1])).filter(Boolean));
  measured('G32', 'rows printed', rows.size, 30, 0);
  measured('G32', 'what follows stands upright again', Boolean(find(pages.at(-1), '表后的文字')), true);
}

function measureNotes({ pages }) {
  const first = find(pages[0], '第一个注的文字'), second = pages.findIndex((page) => find(page, '第二个注的文字'));
  measured('notes', 'the first at the foot of its page', last(pages[0]).text.includes('第一个注'), true);
  measured('notes', 'it ends at the lower edge', BOTTOM - first.base, 2, 2);
  measured('notes', 'the second on the page of its mark', Boolean(second > 0 && find(pages[second], '最后一段有第二个注')), true);
  const text = pages[0].lines[pages[0].lines.indexOf(first) - 1];
  measured('notes', 'the text above does not run into it', first.top - text.top - text.size > 2, true);
}

function measureTo({ pages }) {
  const end = pages.at(-1), to = find(end, '主送：'), copies = find(end, '抄送：');
  measured('G17', 'a long 主送 leaves the first page to the text', Boolean(find(pages[0], '活动在各青年之家举行')), true);
  measured('G28', '主送 in the colophon, above 抄送', to.base < copies.base, true);
  measured('G28', 'what wraps stands below the first name', end.lines[end.lines.indexOf(to) + 1].x - to.x, 3 * 14 * MM, 0.5);
  measured('G28', 'it ends with a full stop', end.lines[end.lines.indexOf(copies) - 1].text.endsWith('。'), true);
}

function measureProfile({ pages, file }, folder) {
  const [page] = pages, body = find(page, '活动在各'), image = picture(file, 1, folder);
  const blue = (x, y) => image.blue(x, y);
  measured('print.yaml', 'characters give their size', body.size, 150 / 25, 0.01);
  measured('print.yaml', 'left margin', body.x, 30 + 2 * 6, 0.1);
  measured('print.yaml', 'line pitch', page.lines[page.lines.indexOf(body) + 1].base - body.base, 12, 0.02);
  measured('print.yaml', 'page number in the middle', middle(page.lines.at(-1)), 30 + 75, 0.5);
  measured('print.yaml', 'page number without dashes', page.lines.at(-1).text, '1');
  measured('print.yaml', 'the red is its own', rulesOf(image, blue).length, 1, 0);
}

function measureMarks({ pages, outline }, unmarked) {
  const [page] = pages, face = (text) => faces(find(page, text));
  const start = (text) => find(page, text).items[0].face;
  measured('G18', '一、 is a heading, in another face than the body', start('一、总体要求') !== face('请提前'), true);
  measured('G18', '（一） in a third one', start('（二）找准') !== face('请提前') && start('（二）找准') !== start('一、总体要求'), true);
  measured('G18', 'the first sentence of a longer paragraph as well', start('（一）摸清') === start('（二）找准'), true);
  measured('G18', 'what follows it in the face of the body', find(page, '（一）摸清').items.at(-1).face, face('请提前'));
  measured('PDF', 'headings by mark are bookmarks', JSON.stringify(outline).includes('（二）找准问题'), true);
  measured('heading_marks', 'no: they are paragraphs', faces(find(unmarked.pages[0], '一、总体要求')) === faces(find(unmarked.pages[0], '请提前')), true);
}

await judge('node official_kinds.mjs FOLDER', 1, async (folder) => {
  const site = path.join(folder, 'site'), own = path.join(folder, 'own');
  makeSite(site, SITE);
  makeSite(own, PROFILE);
  const get = (name, from = site) => read(path.join(from, `public/notices/${name}/${name}.pdf`));
  measureLetter(await get('letter'), folder);
  measureSeal(await get('sealed'));
  measureJointSeals(await get('joint-sealed'));
  measureStamp(await get('stamped'));
  measureSigners(await get('signers'));
  measureWide(await get('wide'));
  measureNotes(await get('notes'));
  measureTo(await get('long-to'));
  makeSite(path.join(folder, 'unmarked'), UNMARKED);
  measureMarks(await get('marks'), await get('marks', path.join(folder, 'unmarked')));
  const joint = await get('joint');
  measured('G18', 'a short joint notice shows text on its first page', Boolean(find(joint.pages[0], '活动在各青年之家举行')), true);
  measureProfile(await get('sealed', own), folder);
  fs.rmSync(own, { recursive: true });
  const seals = path.join(folder, 'seals');
  makeSite(seals, SEALS)('--audience', 'internal');
  const inside = (name) => read(path.join(seals, `internal/notices/${name}/${name}.pdf`));
  measureDrawn(await inside('sealed'), folder);
  measureDrawnStamp(await inside('stamped'), folder);
  const open = await get('sealed', seals), page = picture(open.file, 1, folder);
  measured('seal', 'a public build draws none', extent(page, page.red, find(open.pages[0], '请提前').top).top === Infinity, true);
  printTable();
});
