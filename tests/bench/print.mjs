// SPDX-License-Identifier: MIT
// node tests/bench/print.mjs FOLDER: `make bench` after the forms. The same ten pages (headings of three levels, paragraphs, a
// table) as an official document on paper by placard, typst and WeasyPrint, each a process of its own that reads its source and
// writes a PDF: CPU seconds, in turn. Then what each page more costs placard in one process. Once with Debian's TrueType faces
// for all, once with its CFF faces. Beside them pen_floor.c, which only lays out the lines and draws them. PRINT_ROUNDS by
// environment; what it measured goes to FOLDER.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]), rounds = Number(process.env.PRINT_ROUNDS || 5), MANY = 30;
const FACES = {
	TrueType: { dirs: ['/usr/share/fonts/truetype/wqy', '/usr/share/fonts/truetype/liberation'], face: 'WenQuanYi Micro Hei' },
	CFF: { dirs: ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/liberation'], face: 'Noto Serif CJK SC' },
};

// --- the document: as many different characters as such a text has ---

const words = '青年 支部 走访 联系 工作 会议 场地 开放 登记 名册 核对 街道 社区 学校 企业 机关 乡村 志愿 服务 活动 经费 管理 报告 时限 责任 部门 牵头 配合 检查 通报 培训 骨干 手册 编印 汇总 意见 整改 落实 措施 目标 完成 进度 台账 销号 问卷 座谈 电话 邮箱 反馈 群众 困难 解决 组织 宣传 权益 维护 阵地 建设 图书 体育 器材 门锁 钥匙 水电 消防 通道 应急 疏散 值班 排班 抽签 轮换 交接 档案 保存 年限 借阅 复印 盖章 签字 日期 编号 清单 表格 填写 空白 示例 说明 咨询 热线 窗口 预约 取消 候补 名额 抽查 比例 合格 优秀 一般 较差 原因 分析 建议 采纳 公开 范围 隐私 保护 脱敏 授权 撤回 期满 延长 终止 评估 总结 表扬 推广 经验 案例 汇编 印刷 发放'.split(' ');
let state = 7;
const chance = (n) => {
	state = (state * 1103515245 + 12345) % 2147483648;
	return Math.floor(state / 65536) % n;
};
const sentence = () => `${Array.from({ length: 6 + chance(5) }, () => words[chance(words.length)]).join('')}，${Array.from({ length: 5 + chance(6) }, () => words[chance(words.length)]).join('')}${20 + chance(70)}个。`;
const paragraph = () => Array.from({ length: 3 + chance(3) }, sentence).join('');
const numerals = '一二三四五六七八九十';
const parts = Array.from({ length: 8 }, (_, i) => ({
	head: `${numerals[i]}、${words[chance(words.length)]}${words[chance(words.length)]}`,
	sections: Array.from({ length: 2 }, (__, j) => ({ head: `（${numerals[j]}）${words[chance(words.length)]}${words[chance(words.length)]}`, text: Array.from({ length: 2 }, paragraph) })),
}));
const rows = Array.from({ length: 20 }, (_, i) => [String(i + 1), words[chance(words.length)] + words[chance(words.length)], `第${i + 1}街道`, `2026年${1 + i % 12}月${1 + i}日`]);
const columns = ['序号', '事项', '单位', '时限'], title = '关于开展青年之家建设情况走访和集中整改工作的通知';

const markdown = `${parts.map((part) => `## ${part.head}\n\n${part.sections.map((one) => `### ${one.head}\n\n${one.text.join('\n\n')}`).join('\n\n')}`).join('\n\n')}\n\n| ${columns.join(' | ')} |\n|---|---|---|---|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;

function makeSite(site, n) {
	const put = (name, text) => {
		mkdirSync(join(site, 'content', name, '..'), { recursive: true });
		writeFileSync(join(site, 'content', name), text);
	};
	put('site.yaml', 'title: 青禾市青年联合会\nbase_url: https://qinghe.example/\nissuer: federation\n');
	put('org/units.csv', 'id,name\nfederation,青禾市青年联合会\n');
	put('notices/_index.md', '---\ntitle: 通知\nkind: notice\n---\n');
	for (let i = 0; i < n; i++) put(`notices/n${i}.md`, `---\ntitle: ${title}\nnumber: 青联发〔2026〕${i + 1}号\nto: [各县区青联]\nissued: 2026-07-03\n---\n\n${markdown}`);
}

const typst = (face) => `#set page(width: 210mm, height: 297mm, margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "— 1 —")
#set document(title: "${title}")
#set text(font: "${face}", size: 15.79pt, lang: "zh", region: "cn")
#set par(leading: 13.83pt, spacing: 13.83pt, justify: true, first-line-indent: (amount: 2em, all: true))
#show heading: set text(size: 15.79pt, weight: "regular")
#align(center, text(size: 22pt)[= ${title}])

各县区青联：

${parts.map((part) => `== ${part.head}\n\n${part.sections.map((one) => `=== ${one.head}\n\n${one.text.join('\n\n')}`).join('\n\n')}`).join('\n\n')}

#set text(size: 12pt)
#table(columns: 4, table.header(${columns.map((cell) => `[${cell}]`).join(', ')}), ${rows.flat().map((cell) => `[${cell}]`).join(', ')})
`;

const lines = [title, '各县区青联：', ...parts.flatMap((part) => [part.head, ...part.sections.flatMap((one) => [one.head, ...one.text])]), ...rows.map((row) => row.join(' '))];

const html = (face) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}</title><style>
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —" } }
body { font: 15.79pt/29.62pt "${face}"; text-align: justify } p { margin: 0; text-indent: 2em } h1 { font-size: 22pt; text-align: center } h2, h3 { font-size: 15.79pt; font-weight: 400; margin: 0; text-indent: 2em }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 18pt } td, th { border: .7pt solid #000 }</style>
<h1>${title}</h1><p>各县区青联：</p>${parts.map((part) => `<h2>${part.head}</h2>${part.sections.map((one) => `<h3>${one.head}</h3>${one.text.map((text) => `<p>${text}</p>`).join('')}`).join('')}`).join('')}
<table><thead><tr>${columns.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></html>`;

// --- measuring ---

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
function measure(env, ...command) {
	const line = execFileSync('build/bench/measure', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } }).trim();
	return JSON.parse(line.slice(line.lastIndexOf('{')));
}
const pagesOf = (file) => Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))[1]);

rmSync(folder, { recursive: true, force: true });
const result = {}, told = [];
for (const [kind, { dirs, face }] of Object.entries(FACES)) {
	const at = join(folder, kind), one = join(at, 'one'), many = join(at, 'many'), out = join(at, 'out');
	makeSite(one, 1);
	makeSite(many, MANY);
	writeFileSync(join(at, 'fonts.conf'), `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs.map((dir) => `<dir>${dir}</dir>`).join('')}<cachedir>${at}/cache</cachedir></fontconfig>`);
	writeFileSync(join(at, 'document.typ'), typst(face));
	writeFileSync(join(at, 'document.html'), html(face));
	writeFileSync(join(at, 'document.txt'), `${lines.join('\n')}\n`);
	const env = { FONTCONFIG_FILE: join(at, 'fonts.conf') };
	const build = (site) => ['build/placard', 'build', '-q', '-C', site, '-o', out, '-j', '1', '--as-of', '2026-07-10'];
	const sides = {
		placard: { command: build(one), pdf: join(out, 'notices/n0/n0.pdf') },
		typst: { command: ['node', 'tests/bench/typst.mjs', join(at, 'document.typ'), join(at, 'typst.pdf'), ...dirs], pdf: join(at, 'typst.pdf') },
		'Pango and Cairo alone': { command: ['build/bench/pen_floor', join(at, 'document.txt'), face, join(at, 'floor.pdf')], pdf: join(at, 'floor.pdf') },
		WeasyPrint: { command: ['weasyprint', join(at, 'document.html'), join(at, 'weasyprint.pdf')], pdf: join(at, 'weasyprint.pdf') },
	};
	for (const side of Object.values(sides)) {
		measure(env, ...side.command); // the caches of fontconfig
		Object.assign(side, { pages: pagesOf(side.pdf), runs: [] });
	}
	for (let round = 0; round < rounds; round++) for (const side of Object.values(sides)) side.runs.push(measure(env, ...side.command));
	const cpu = Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, median(side.runs.map((run) => run.cpu))]));
	const more = [];
	for (let round = 0; round < rounds; round++) {
		rmSync(out, { recursive: true, force: true });
		more.push(measure(env, ...build(many)).cpu);
	}
	const pages = sides.placard.pages, second = ((MANY - 1) * pages) / (median(more) - cpu.placard);
	result[kind] = { face, cpu, pages: Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, side.pages])), of_typst: cpu.placard / cpu.typst, of_weasyprint: cpu.placard / cpu.WeasyPrint, pages_a_second: second };
	told.push(`${kind} (${face}): ${Object.entries(sides).map(([name, side]) => `${name} ${cpu[name].toFixed(3)} s for ${side.pages} pages`).join(', ')}; placard is ${result[kind].of_typst.toFixed(3)} of typst (at most 0.2) and ${result[kind].of_weasyprint.toFixed(4)} of WeasyPrint (at most 0.0167); ${second.toFixed(0)} pages a second in one process (at least 100)`);
}
writeFileSync(`${folder}.json`, JSON.stringify(result, null, ' '));
console.log(told.join('\n'));
