// SPDX-License-Identifier: MIT
// node tests/bench/generate.mjs N FOLDER: the same site of N entries twice, as placard reads it
// (FOLDER/placard) and as Hugo does (FOLDER/hugo). The same N gives the same bytes. An entry is a
// notice of about 3 KB: Chinese text under four headings, a table of 12 rows, two lists.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const n = Number(process.argv[2]), folder = process.argv[3];
if (!(n > 0) || !folder) {
	console.error('node tests/bench/generate.mjs N FOLDER');
	process.exit(2);
}

let state = 1;
// xorshift32
function random(below) {
	state ^= state << 13;
	state ^= state >>> 17;
	state ^= state << 5;
	return (state >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

const who = ['各县区', '各支部', '办公室', '组织部', '宣传部', '志愿服务中心', '各服务队', '带队人', '联络员'];
const what = ['核对名册', '汇总进度', '登记时长', '走访青年', '报送总结', '安排值守', '整理台账', '联系场地', '公布结果'];
const when = ['本月底前', '每周五下午', '活动开始三天前', '收到通知后七日内', '季度末', '集中推进期间', '表格交回以后'];
const how = ['先电话说明，再补书面材料', '两人一组，当场核对', '按统一的表格填写', '不得代填，不得漏填',
	'有疑问的写明原因', '与去年的数字相比照', '原件留存，电子版报送', '不增加基层负担'];
const places = ['禾东', '禾西', '河湾', '青石', '柳桥', '南塘', '云台', '北坡', '新渡', '桑园', '石埠', '沙洲'];
const columns = [['notices', '通知公告'], ['bulletins', '工作简报'], ['results', '办理结果'], ['letters', '来往函件']];

const sentence = () => `${pick(when)}，${pick(who)}${pick(what)}，${pick(how)}。`;
const paragraph = () => Array.from({ length: 3 + random(2) }, sentence).join('');
const row = (i) => `| ${places[i]} | ${pick(what)} | ${pick(who)} | ${random(900) + 20} | ${random(100)}% |`;
const date = (i) => new Date(Date.UTC(2020, 0, 1 + i % 2000)).toISOString().slice(0, 10);

function body(i) {
	return `${paragraph()}

## 一、总体要求

${paragraph()}**${sentence()}**${paragraph()}

> ${sentence()}

## 二、进度安排

| 县区 | 事项 | 责任 | 人数 | 完成 |
|:-----|:-----|:-----|-----:|-----:|
${Array.from({ length: 12 }, (_, k) => row(k)).join('\n')}

${paragraph()}

## 三、工作分工

- ${sentence()}
- ${sentence()}
- ${sentence()}

1. ${sentence()}
2. ${sentence()}
3. ${sentence()}

## 四、其他事项

${paragraph()}编号写作 \`QH-${i}\`，办法见[平台首页](https://example.org/help/${i}/)。
`;
}

function put(path, text) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

rmSync(folder, { recursive: true, force: true });
const title = '青禾市青年联合会';
put(join(folder, 'placard/content/site.yaml'), `title: ${title}
base_url: https://example.org/
issuer: federation
columns: [${columns.map(([slug]) => slug).join(', ')}]
`);
put(join(folder, 'placard/content/org/units.csv'), `id,name,kind\nfederation,${title},federation\n`);
cpSync(join(here, 'hugo'), join(folder, 'hugo'), { recursive: true });
for (const name of ['theme.css', 'theme.js', 'favicon.svg'])
	cpSync(join(here, '../../themes/default', name), join(folder, 'hugo/static/assets', name));
for (const [slug, name] of columns) {
	put(join(folder, 'placard/content', slug, '_index.md'), `---\ntitle: ${name}\nkind: notice\n---\n`);
	put(join(folder, 'hugo/content', slug, '_index.md'), `---\ntitle: ${name}\n---\n`);
}
for (let i = 0; i < n; i++) {
	const slug = columns[i % columns.length][0], file = `e${String(i).padStart(5, '0')}.md`;
	const subject = `关于${pick(places)}等地${pick(what)}的通知`, text = body(i), topic = pick(who);
	const number = `青联发〔${date(i).slice(0, 4)}〕${i + 1}号`;
	put(join(folder, 'placard/content', slug, file), `---
title: ${subject}
outputs: [html]
number: ${number}
index_no: "0000/${i}"
issuer: federation
issued: ${date(i)}
class: ${topic}
---

${text}`);
	put(join(folder, 'hugo/content', slug, file), `---
title: ${subject}
number: ${number}
index_no: "0000/${i}"
issuer: ${title}
date: ${date(i)}
class: ${topic}
---

${text}`);
}
