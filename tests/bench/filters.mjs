// SPDX-License-Identifier: MIT
// node tests/bench/filters.mjs FOLDER: `make bench` after the printed pages. The same 200 pages through the same Str filter: by one
// placard, which makes whole pages of a site of them, by one pandoc that reads and writes them all from Lua, and by a pandoc a page.
// pandoc is Debian's; where it is not installed only placard is measured. PAGES and FILTER_ROUNDS by environment; what it measured
// goes to FOLDER.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]), rounds = Number(process.env.FILTER_ROUNDS || 3), pages = Number(process.env.PAGES || 200);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const hasPandoc = spawnSync('pandoc', ['--version']).status === 0;

const words = 'the quick brown fox jumps over a lazy dog while seven wizards make boxing gloves and quietly judge my vow'.split(' ');
const sentence = (seed, n) => Array.from({ length: n }, (_, i) => words[(seed * 7 + i * 5 + (i * i) % 11) % words.length]).join(' ');
const body = (i) => `## Section ${i}

${[1, 2, 3].map((k) => `${sentence(i + k, 60)}, *${sentence(k, 4)}* and **${sentence(i, 3)}** with \`code\` and a [link](https://qinghe.example/${k}).`).join('\n\n')}

${Array.from({ length: 8 }, (_, k) => `- ${sentence(i * k + 1, 12)}`).join('\n')}

### Table ${i}

| name | number | note |
|---|---|---|
${Array.from({ length: 6 }, (_, k) => `| ${sentence(k, 2)} | ${i * k} | ${sentence(i + k, 5)} |`).join('\n')}

\`\`\` lua
return ${i}
\`\`\`

${sentence(i + 9, 80)}.[^1]

[^1]: ${sentence(i, 15)}.
`;
const FILTER = 'function Str(s) s.text = s.text:upper() return s end\n';
// pandoc's own way to make many pages in one process.
const DRIVER = `local filter = { Str = function(s) s.text = s.text:upper() return s end }
function Pandoc()
  for i = 0, ${pages - 1} do
    local f = io.open('in/' .. i .. '.md') local text = f:read 'a' f:close()
    local doc = pandoc.read(text, 'markdown')
    if os.getenv 'FILTER' then doc = doc:walk(filter) end
    f = io.open('out/' .. i .. '.html', 'w') f:write(pandoc.write(doc, 'html')) f:close()
  end
end
`;

rmSync(folder, { recursive: true, force: true });
const put = (name, text) => {
	mkdirSync(join(folder, name, '..'), { recursive: true });
	writeFileSync(join(folder, name), text);
};
for (const [site, filters] of [['plain', '[]'], ['filtered', '[scripts/str.lua]']]) {
	put(`${site}/content/site.yaml`, `title: 青禾市青年联合会\nbase_url: https://qinghe.example/\nfilters: ${filters}\n`);
	put(`${site}/scripts/str.lua`, FILTER);
	put(`${site}/content/pages/_index.md`, '---\ntitle: 文稿\nkind: page\n---\n');
	for (let i = 0; i < pages; i++) put(`${site}/content/pages/p${i}.md`, `---\ntitle: Page ${i}\n---\n\n${body(i)}`);
}
for (let i = 0; i < pages; i++) put(`in/${i}.md`, body(i));
mkdirSync(join(folder, 'out'));
mkdirSync(join(folder, 'made'));
put('str.lua', FILTER);
put('driver.lua', DRIVER);
put('empty.md', '');

function measure(call, env = {}) {
	const line = execFileSync(resolve('build/bench/measure'), call, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
	return JSON.parse(line.slice(line.lastIndexOf('{')));
}
// A folder of its own each time: to delete files and make as many at once costs the file system more than the pages cost placard.
let builds = 0;
const build = (site) => [resolve('build/placard'), 'build', '-q', '-C', site, '-o', join(folder, `made/${builds++}`), '-j', '1', '--as-of', '2026-07-01'];
const loop = (more) => ['sh', '-c', `for f in in/*.md; do pandoc -f markdown -t html ${more} "$f" -o out/x.html || exit 1; done`];
const subjects = {
	'placard': () => measure(build('filtered')),
	'placard without': () => measure(build('plain')),
	...(hasPandoc && {
		'pandoc, one process': () => measure(['pandoc', '-f', 'markdown', '-t', 'html', '-L', 'driver.lua', 'empty.md'], { FILTER: '1' }),
		'pandoc, one process, without': () => measure(['pandoc', '-f', 'markdown', '-t', 'html', '-L', 'driver.lua', 'empty.md']),
		'pandoc, one a page': () => measure(loop('-L str.lua')),
	}),
};
const runs = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
for (let round = 0; round < rounds; round++)
	for (const [name, run] of Object.entries(subjects)) runs[name].push(run());
rmSync(join(folder, 'made'), { recursive: true, force: true });
const result = Object.fromEntries(Object.entries(runs).map(([name, list]) => [name, { cpu: median(list.map((r) => r.cpu)), mib: median(list.map((r) => r.rss_kib)) / 1024 }]));
writeFileSync(`${folder}.json`, `${JSON.stringify(result, null, '\t')}\n`);
console.log(`\n${pages} pages through a Str filter, CPU seconds (medians of ${rounds})`);
for (const [name, r] of Object.entries(result)) console.log(`  ${name.padEnd(30)} ${r.cpu.toFixed(3)} s, ${r.mib.toFixed(1)} MiB`);
if (!hasPandoc) console.log('  pandoc is not installed');
for (const [name, aim] of [['pandoc, one process', 15], ['pandoc, one a page', 50]])
	if (result[name]) console.log(`  placard takes 1/${(result[name].cpu / result.placard.cpu).toFixed(1)} of ${name} (aim 1/${aim})`);
