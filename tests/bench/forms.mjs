// SPDX-License-Identifier: MIT
// node tests/bench/forms.mjs FOLDER: `make bench` after the plans. Forms made: what a build costs for each one more (the page, the
// PDF, the Word document), on one core: with a font in each PDF that was made before, and with the viewer's. Returns collected:
// filled PDFs a second, and how memory grows with their number. FORMS, RETURNS and FORM_ROUNDS by environment; what it measured
// goes to FOLDER.json.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { PDFDocument, PDFHexString, PDFName } = createRequire(new URL('../browser/package.json', import.meta.url))('pdf-lib');
const folder = process.argv[2], rounds = Number(process.env.FORM_ROUNDS || 3);
const many = (process.env.FORMS || '60 120').split(/[ ,]+/).map(Number), returns = (process.env.RETURNS || '200 1000').split(/[ ,]+/).map(Number);
const VARIANTS = 20;

const form = (id) => `title: 青年之家情况登记表${id}
number: 附件1
submit: { to: office, email: office@qinghe.example }
key: [name]
summary: { by: way, columns: [{ sum: n_youth }, { mean: rate }] }
rules: [{ check: "n_youth >= n_child", message: 青年不能比少年少 }]
rows:
  - - { id: filled_on, label: 填表日期, type: date, place: above-right }
  - - { id: name, label: 姓名, type: text, required: true, max: 20 }
    - { id: phone, label: 联系电话, type: phone }
  - - label: 服务人次
      of: [{ id: n_youth, label: 青年, type: integer, min: 0 }, { id: n_child, label: 少年, type: integer, min: 0 }]
  - - { id: rate, label: 到访率, type: percent }
    - { id: way, label: 活动形式, type: choice, options: [座谈, 走访, 问卷], other: true }
  - - { id: work, label: 工作开展情况, type: multiline, lines: 8, max: 2000 }
  - - { id: staff, label: 工作人员, type: table, rows: 3, columns: [{ id: who, label: 姓名, type: text }, { id: hours, label: 时数, type: integer }] }
  - - { id: agree, label: 同意公开, type: checkbox }
`;

function makeSite(site, n, font) {
	const put = (name, text) => {
		mkdirSync(join(site, 'content', name, '..'), { recursive: true });
		writeFileSync(join(site, 'content', name), text);
	};
	put('site.yaml', `title: 青禾市青年联合会\nbase_url: https://qinghe.example/\nform-font: ${font}\n`);
	put('org/units.csv', `id,name\noffice,办公室\n${Array.from({ length: VARIANTS }, (_, i) => `u${i},第${i}街道青年联合会`).join('\n')}\n`);
	put('org/groups.yaml', `- { id: streets, title: 各街道, members: [${Array.from({ length: VARIANTS }, (_, i) => `u${i}`).join(', ')}] }\n`);
	put('plans/_index.md', '---\ntitle: 方案\nkind: plan\n---\n');
	put('plans/homes/index.md', '---\ntitle: 青年之家建设方案\nissued: 2026-01-01\nperiod: 2026\n---\n\n正文。\n');
	put('plans/homes/schedule.yaml', 'deadlines:\n  - { id: monthly, title: 报送情况, who: "*streets", repeat: monthly, form: f0 }\n');
	for (let i = 0; i < n; i++) put(`plans/homes/forms/f${i}.yaml`, form(i));
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
function measure(...more) {
	const runs = [];
	for (let round = 0; round < rounds; round++) {
		const line = execFileSync('build/bench/measure', ['build/placard', ...more], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
		runs.push(JSON.parse(line.slice(line.lastIndexOf('{'))));
	}
	return { cpu: median(runs.map((r) => r.cpu)), mib: median(runs.map((r) => r.rss_kib)) / 1024 };
}

rmSync(folder, { recursive: true, force: true });
const result = { forms: {}, returns: {} };
const FONTS = ['embedded', 'viewer'];
for (const font of FONTS) {
	result.forms[font] = {};
	for (const n of many) {
		const site = join(folder, `${font}-${n}`), out = join(process.cwd(), folder, 'out');
		makeSite(site, n, font);
		const build = ['build', '-q', '-C', site, '-o', out, '-j', '1', '--as-of', '2026-07-01'];
		execFileSync('build/placard', build, { stdio: 'ignore' }); // makes the font
		result.forms[font][n] = measure(...build);
		rmSync(out, { recursive: true, force: true });
	}
}

async function filled(site) {
	const blank = join(folder, 'blank.pdf'), list = [];
	execFileSync('build/placard', ['form', '-q', '-C', site, 'plans/homes/f0', '-o', blank, '--as-of', '2026-07-01']);
	for (let i = 0; i < VARIANTS; i++) {
		const doc = await PDFDocument.load(readFileSync(blank), { updateMetadata: false });
		const values = { unit: `第${i}街道青年联合会`, term: '2026-06', filled_on: '2026-06-20', name: '镕喆', n_youth: String(i + 9), n_child: '3', rate: '85%', work: '走访了三个社区。'.repeat(40), 'staff.1.who': '甲', 'staff.1.hours': '8' };
		for (const [name, value] of Object.entries(values)) doc.getForm().getField(name).acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(value));
		list.push(join(folder, `filled-${i}.pdf`));
		writeFileSync(list[i], await doc.save({ updateFieldAppearances: false }));
	}
	return list;
}

const site = join(folder, `embedded-${many[0]}`), pdfs = await filled(site);
for (const n of returns) {
	const came = join(folder, `came-${n}`);
	mkdirSync(came, { recursive: true });
	const files = Array.from({ length: n }, (_, i) => join(came, `2026-06-21 ${i}.pdf`));
	files.forEach((file, i) => linkSync(pdfs[i % VARIANTS], file));
	result.returns[n] = measure('collect', '-q', '-C', site, 'plans/homes/f0', ...files, '-o', join(folder, 'all.csv'), '--as-of', '2026-07-01');
}

const [few, lots] = many, [some, all] = returns;
const each = (kind) => (kind[lots].cpu - kind[few].cpu) / (lots - few);
const one = (result.returns[all].cpu - result.returns[some].cpu) / (all - some);
result.forms_a_second = Object.fromEntries(FONTS.map((font) => [font, 1 / each(result.forms[font])]));
result.returns_a_second = 1 / one;
result.kib_a_return = (result.returns[all].mib - result.returns[some].mib) * 1024 / (all - some);
writeFileSync(`${folder}.json`, JSON.stringify(result, null, ' '));
for (const [font, said] of [['embedded', 'with its font'], ['viewer', "in the viewer's font"]])
	console.log(`forms (page, PDF ${said}, Word), one core, warm: ${result.forms_a_second[font].toFixed(0)} a second; at most ${result.forms[font][lots].mib.toFixed(0)} MiB`);
console.log(`filled PDFs collected: ${result.returns_a_second.toFixed(0)} a second of CPU, ${result.kib_a_return.toFixed(1)} KiB a return; ${result.returns[all].mib.toFixed(0)} MiB for ${all}`);
