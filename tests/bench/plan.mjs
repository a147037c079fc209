// SPDX-License-Identifier: MIT
// node tests/bench/plan.mjs FOLDER: `make bench` after the sites of many entries. One plan that
// grows: N tasks, N / 10 parties, and reports every week over N / 2,000 years. Checks it and builds
// it, and prints CPU and memory by N; both are to grow in line with N. N and ROUNDS by environment:
// PLANS, PLAN_ROUNDS. What it measured goes to FOLDER.json.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const sizes = (process.env.PLANS || '5000 10000 20000').split(/[ ,]+/).map(Number), rounds = Number(process.env.PLAN_ROUNDS || 3);
const groups = ['摸底排查', '支部建设', '骨干培养', '服务进社区', '志愿服务', '宣传引导'];
const does = ['逐户核对名册，写明联系不上的原因', '开一次座谈会，意见当场记下', '整理台账，办完一件销号一件', '约定下一次见面的日子'];
const statuses = ['未开始', '进行中', '已完成'];

function makeSite(n, site) {
	const put = (name, text) => {
		mkdirSync(join(site, 'content', name, '..'), { recursive: true });
		writeFileSync(join(site, 'content', name), text);
	};
	const parties = n / 10, years = Math.max(1, Math.round(n / 2000));
	const units = parties / 2, people = parties - units;
	put('site.yaml', 'title: 青禾市青年联合会\nbase_url: https://qinghe.example/\n');
	put('calendar.csv', 'date,kind,name\n2026-10-01,rest,国庆节\n2026-10-02,rest,国庆节\n2026-10-10,work,调休上班\n');
	put('org/units.csv', `id,name,kind\n${Array.from({ length: units }, (_, i) => `u${i},第${i}街道青年联合会,${i % 100 ? 'street' : 'office'}`).join('\n')}\n`);
	put('org/people.csv', `id,name,unit,post\n${Array.from({ length: people }, (_, i) => `p${i},联络员${i},u${i % units},联络员`).join('\n')}\n`);
	put('org/groups.yaml', '- { id: offices, title: 各部室, members: ["kind:office"] }\n');
	put('plans/_index.md', '---\ntitle: 方案\nkind: plan\n---\n');
	put('plans/large/index.md', `---\ntitle: 全市青年服务十年方案\nissued: 2026-01-01\nperiod: 2026/${2025 + years}\n---\n\n{{tasks by=lead}}\n`);
	put('plans/large/schedule.yaml', `deadlines:\n  - { id: weekly, title: 报送每周进展, who: "*offices", repeat: weekly on fri, shift: previous-workday }\n`);
	const rows = ['编号,项目,任务,责任部室,责任人,配合部室,完成时限,状态'];
	for (let i = 0; i < n; i++) {
		const day = new Date(Date.UTC(2026, 0, 1 + i % (365 * years))).toISOString().slice(0, 10);
		rows.push(`t${i},${groups[i % 6]},第${i}项：${does[i % 4]},u${i % units},p${i % people},u${(i * 7 + 1) % units},${day},${statuses[i % 3]}`);
	}
	put('plans/large/tasks.csv', `${rows.join('\n')}\n`);
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const results = {};
console.error('making plans that grow');
for (const n of sizes) {
	const site = join(folder, String(n)), out = join(process.cwd(), folder, 'out');
	rmSync(site, { recursive: true, force: true });
	makeSite(n, site);
	results[n] = {};
	for (const command of ['check', 'build']) {
		const runs = [];
		for (let round = 0; round < rounds; round++) {
			rmSync(out, { recursive: true, force: true });
			const more = command === 'build' ? ['-o', out, '-j', '1'] : [];
			const line = run('build/bench/measure', 'build/placard', command, '-q', '-C', site, '--as-of', '2026-11-25', ...more).trim();
			runs.push(JSON.parse(line.slice(line.lastIndexOf('{'))));
		}
		results[n][command] = { cpu: runs.map((r) => r.cpu), rss_kib: runs.map((r) => r.rss_kib) };
	}
	rmSync(out, { recursive: true, force: true });
}
for (const n of sizes)
	for (const command of ['check', 'build']) {
		const { cpu, rss_kib } = results[n][command], first = results[sizes[0]][command], times = n / sizes[0];
		console.log(`a plan of ${n} tasks, ${n / 10} parties, ${Math.max(1, Math.round(n / 2000))} years, ${command}: ${median(cpu).toFixed(2)} CPU s, `
			+ `${(median(rss_kib) / 1024).toFixed(1)} MiB; by task against the first: ${(median(cpu) / median(first.cpu) / times).toFixed(2)} and `
			+ `${(median(rss_kib) / median(first.rss_kib) / times).toFixed(2)}`);
	}
writeFileSync(`${folder}.json`, `${JSON.stringify(results, null, '\t')}\n`);
