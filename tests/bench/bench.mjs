// SPDX-License-Identifier: MIT
// node tests/bench/bench.mjs FOLDER: `make bench` after it has built what is measured. Makes the
// sites, runs every subject once a round, one after the other, each into a new folder, and prints
// medians with minimum and maximum. FOLDER is its own; what it measured goes to FOLDER.json.
// SIZES and ROUNDS in the environment: how many entries, how many rounds for each size.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const folder = process.argv[2];
const list = (text, otherwise) => (text || otherwise).split(/[ ,]+/).map(Number);
const sizes = list(process.env.SIZES, '1000 10000'), rounds = list(process.env.ROUNDS, '7 3');
const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const build = (site, out, ...more) => ['build/placard', 'build', '-q', '-C', `${site}/placard`, '-o', out, '--as-of', '2026-11-25', ...more];

// Each gives its command; built is a finished output of placard.
const subjects = {
	'placard -j1': (site, out) => build(site, out, '-j', '1'),
	'placard': (site, out) => build(site, out),
	'hugo': (site, out) => ['hugo', '--quiet', '-s', `${site}/hugo`, '-d', out, '--cacheDir', `${out}.cache`],
	'floor': (site, out, built) => [join(folder, 'floor'), `${site}/placard/content`, built, out],
};

function count(path) {
	let files = 0, bytes = 0;
	for (const e of readdirSync(path, { withFileTypes: true })) {
		const below = join(path, e.name), sum = e.isDirectory() ? count(below) : [1, statSync(below).size];
		files += sum[0];
		bytes += sum[1];
	}
	return [files, bytes];
}

const median = (values) => {
	const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const summary = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values), values });

function measure(size, n) {
	const site = join(folder, `site-${size}`), results = {}, folders = [];
	console.error(`making a site of ${size} entries, then ${n} rounds`);
	run('node', 'tests/bench/generate.mjs', String(size), site);
	const built = join(folder, `built-${size}`);
	rmSync(built, { recursive: true, force: true });
	run(...build(site, built));
	const once = (name, tag, ...options) => {
		const out = join(process.cwd(), folder, `out-${size}-${tag}-${name.replace(' ', '')}`);
		folders.push(out, `${out}.cache`);
		rmSync(out, { recursive: true, force: true });
		const line = run(join(folder, 'measure'), ...options, ...subjects[name](site, out, built)).trim();
		return [JSON.parse(line.slice(line.lastIndexOf('{'))), out];
	};
	for (const name in subjects) {
		const [memory, out] = once(name, 'memory', '-m');
		const [files, bytes] = count(out);
		results[name] = { files, bytes, all_kib: memory.all_kib, runs: [] };
	}
	for (let round = 0; round < n; round++)
		for (const name in subjects)
			results[name].runs.push(once(name, round)[0]);
	for (const out of folders)
		rmSync(out, { recursive: true, force: true });
	for (const r of Object.values(results))
		for (const key of ['cpu', 'user', 'system', 'wall', 'rss_kib'])
			r[key] = summary(r.runs.map((one) => one[key]));
	return results;
}

const f = (x, digits = 2) => x.toFixed(digits);
const range = (s, digits, by = 1) => `${f(s.median / by, digits)} [${f(s.min / by, digits)}–${f(s.max / by, digits)}]`;
const ratio = (a, b, key) => median(a.runs.map((one, i) => one[key] / b.runs[i][key]));

function print(rows) {
	const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
	for (const r of rows)
		console.log(r.map((cell, i) => i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join('  '));
}

mkdirSync(folder, { recursive: true });
const all = {}, rows = [['entries', 'subject', 'files', 'MB', 'CPU s', 'of it system', 'clock s', 'largest process MiB', 'all MiB', 'CPU / hugo', 'CPU / floor', 'MiB / hugo']];
sizes.forEach((size, i) => {
	all[size] = measure(size, rounds[i] ?? rounds.at(-1));
	const { hugo, floor } = all[size];
	for (const [name, r] of Object.entries(all[size]))
		rows.push([String(size), name, String(r.files), f(r.bytes / 1e6, 1), range(r.cpu, 2), f(r.system.median),
			range(r.wall, 2), range(r.rss_kib, 1, 1024), f(r.all_kib / 1024, 1), f(ratio(r, hugo, 'cpu')),
			f(ratio(r, floor, 'cpu')), f(r.all_kib / hugo.all_kib, 3)]);
});
print(rows);
const [first, last] = [sizes[0], sizes.at(-1)], growth = {};
for (const name in subjects)
	growth[name] = (all[last][name].all_kib - all[first][name].all_kib) / (last - first || 1);
console.log(`memory an entry, KiB: ${Object.entries(growth).map(([name, kib]) => `${name} ${f(kib, 1)}`).join(', ')}`);
writeFileSync(`${folder}.json`, JSON.stringify({ date: new Date().toISOString().slice(0, 10), processors: cpus().length,
	hugo: run('hugo', 'version').trim(), placard: run('build/placard', 'version').trim(), sizes: all, growth_kib: growth }, null, '\t') + '\n');
