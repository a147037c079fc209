// SPDX-License-Identifier: MIT
// node history.mjs FOLDER: what reading the history costs, beside one `git log --raw` over the same: 2,000 notices,
// 20,000 commits with merges, renames and versions. Figures are CPU seconds, the least of three.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const [folder] = process.argv.slice(2);
const PLACARD = path.resolve(process.env.PLACARD || 'build/placard');
const MEASURE = path.resolve('build/bench/measure');
const ENTRIES = 2000;
const COMMITS = 20000;
const SIGNED = 50;
const ROUNDS = Number(process.env.HISTORY_ROUNDS || 3);

const pad = (n) => String(n).padStart(4, '0');
const day = (n) => new Date(Date.UTC(2020, 0, 1) + n * 86400000).toISOString().slice(0, 10);

function text(i, version, change) {
  const body = Array.from({ length: 12 }, (_, k) => `${k + 1}. 各支部于第${k + 1}季度前完成第${i}项工作。`);
  body[change % 12] = `${(change % 12) + 1}. 各支部改于${day(change % 900)}前完成，共${change}次。`;
  const said = version ? `version: { no: ${version}, date: ${day(version * 30)}, by: 青联发〔2026〕${version}号 }\n` : '';
  return `---\ntitle: 关于第${i}项工作的通知\nnumber: 青联发〔2020〕${i + 1}号\noutputs: [html]\nindex_no: "12345678X/2026-${pad(i)}"\nissued: 2020-01-01\n${said}---\n\n${body.join('\n')}\n`;
}

// The commits as git fast-import reads them: each changes one notice; every fiftieth is a merge of one made apart.
function* history() {
  const file = (i, moved) => `content/notices/n${pad(i)}${moved ? '-moved' : ''}.md`;
  const data = (s) => `data ${Buffer.byteLength(s)}\n${s}\n`;
  const who = (n) => `committer office <office@example.org> ${1577836800 + n * 600} +0800\n`;
  const changes = new Array(ENTRIES).fill(0);
  const moved = new Array(ENTRIES).fill(false);
  let first = `commit refs/heads/main\nmark :1\n${who(0)}${data('all')}M 100644 inline content/site.yaml\n${data('title: 青禾\n')}`
    + `M 100644 inline content/notices/_index.md\n${data('---\ntitle: 通知\nkind: notice\n---\n')}`;
  for (let i = 0; i < ENTRIES; i += 1) first += `M 100644 inline ${file(i, false)}\n${data(text(i, i % 4 ? 0 : 1, 0))}`;
  yield first;
  let tip = 1;
  for (let n = 2; n <= COMMITS; n += 1) {
    const i = (n * 7919) % ENTRIES;
    changes[i] += 1;
    let edit = '';
    if (n % 97 === 0) {
      edit += `R ${file(i, moved[i])} ${file(i, !moved[i])}\n`;
      moved[i] = !moved[i];
    }
    edit += `M 100644 inline ${file(i, moved[i])}\n${data(text(i, i % 4 ? 0 : 1 + Math.floor(changes[i] / 3), changes[i]))}`;
    const apart = n % 50 === 0;
    yield `commit refs/heads/${apart ? 'apart' : 'main'}\nmark :${n}\n${who(n)}${data(`change ${n}`)}from :${tip}\n${edit}`;
    if (apart) {
      yield `commit refs/heads/main\nmark :${COMMITS + n}\n${who(n)}${data('merge')}from :${tip}\nmerge :${n}\n${edit.replace(/^R .*\n/, '')}`
        + (edit.startsWith('R') ? `D ${file(i, !moved[i])}\n` : '');
      tip = COMMITS + n;
    } else tip = n;
  }
}

// The least of several runs; before() comes before each. of: cpu, or user, which a busy disk does not reach.
function cpu(command, before = () => {}, of = 'cpu') {
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    before();
    const out = execFileSync(MEASURE, command, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }).trim();
    runs.push(JSON.parse(out.slice(out.lastIndexOf('{')))[of]);
  }
  return Math.min(...runs);
}

console.error('making a history of 20,000 commits');
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const git = (args, input) => execFileSync('git', args, { cwd: folder, input, stdio: [input ? 'pipe' : 'ignore', 'pipe', 'inherit'] });
git(['init', '-q', '-b', 'main']);
git(['fast-import', '--quiet'], [...history()].join(''));
git(['reset', '-q', '--hard', 'main']);

const forget = () => fs.rmSync(path.join(folder, '.placard'), { recursive: true, force: true });
const ask = [PLACARD, 'history', 'notices/n0000', '-q'];
const pages = () => fs.readdirSync(path.join(folder, 'out'), { recursive: true }).filter((name) => /\/versions\/.*index\.html$/.test(name)).length;
const build = [PLACARD, 'build', '-q', '-j', '1', '--as-of', '2026-10-08', '-o', 'out'];
const clear = () => fs.rmSync(path.join(folder, 'out'), { recursive: true, force: true });
const results = {
  'git log --raw -M': cpu(['git', 'log', '--raw', '-M']),
};
results['placard history, first'] = cpu(ask, forget);
results['placard history, HEAD as before'] = cpu(ask);
results['placard build, HEAD as before, user'] = cpu(build, clear, 'user');
const n = pages();
fs.renameSync(path.join(folder, '.git'), path.join(folder, 'gone'));
results['placard build without git, user'] = cpu(build, clear, 'user');
results['placard history without git'] = cpu(ask);
fs.renameSync(path.join(folder, 'gone'), path.join(folder, '.git'));
const each = (results['placard build, HEAD as before, user'] - results['placard build without git, user']) * 1000 / (n - pages());
console.log(`| a page below versions/, of ${n}, user | ${each.toFixed(2)} ms |`);
// Versions whose commits are signed, which cost the two calls of ssh-keygen once.
const key = path.join(folder, 'key');
execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'x', '-f', key]);
fs.writeFileSync(path.join(folder, 'signers'), `office@example.org ${fs.readFileSync(`${key}.pub`, 'utf8')}`);
fs.appendFileSync(path.join(folder, 'content/site.yaml'), 'sign: { signers: signers }\n');
for (let k = 0; k < SIGNED; k += 1) {
  fs.writeFileSync(path.join(folder, 'content/notices/n0000.md'), text(0, 1000 + k, k));
  git(['-c', 'gpg.format=ssh', '-c', `user.signingkey=${key}`, '-c', 'user.name=office', '-c', 'user.email=office@example.org', 'commit', '-q', '-S', '-m', 'signed', 'content/notices/n0000.md']);
}
cpu(ask);
const kept = cpu(ask);
const asked = cpu(ask, () => fs.rmSync(path.join(folder, '.placard/signatures')));
console.log(`| a signed version, once | ${((asked - kept) * 1000 / SIGNED).toFixed(1)} ms |`);
for (const [name, seconds] of Object.entries(results)) console.log(`| ${name} | ${seconds.toFixed(2)} s |`);
fs.writeFileSync(`${folder}.json`, JSON.stringify(results, null, 1));
