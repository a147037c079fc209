// SPDX-License-Identifier: MIT
// office.mjs FOLDER SITE…: builds each site, looks at the tables it exports, has LibreOffice open
// and save them, puts what it saved in the place of the source and builds again: the site must be
// the same, byte for byte. FOLDER is empty and for this to write in; SITE holds content/.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, findFiles, judge } from '../browser/common.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const SOFFICE_SECONDS = 240;
const AS_OF = '2026-10-08';

// As the spreadsheet's own dialogue would ask: comma, quote, UTF-8; then the language, whether a
// quoted cell is text, whether dates and the like are looked for. Tab and semicolon are separators
// too where nobody unticks them.
const OPENED = {
  'csv, as it comes': 'CSV:44,34,76,1',
  'csv, Chinese, dates looked for': 'CSV:44,34,76,1,,2052,false,true',
  'csv, English, dates looked for': 'CSV:44,34,76,1,,1033,false,true',
  'csv, each separator': 'CSV:44/59/9,34,76,1',
};
const SAVED = { csv: 'csv:Text - txt - csv (StarCalc):44,34,76,1', xlsx: 'xlsx:Calc MS Excel 2007 XML' };

function run(command, args, seconds = 60) {
  const done = spawnSync(command, args, { encoding: 'utf8', timeout: seconds * 1000, maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  return done;
}

function build(site, out, told = '') {
  const done = run(PLACARD, ['build', '-q', '-C', site, '-o', out, '--as-of', AS_OF]);
  if (!done.stderr.includes(told)) return [`it does not say ${told}`];
  return done.status === 0 ? [] : [`exit ${done.status}: ${done.stderr.slice(0, 600)}`];
}

// --- what stands in a workbook, read by unzip and xmllint ---

function part(file, name) {
  const done = run('unzip', ['-p', file, name.replace(/[[\]]/g, '\\$&')]);
  if (done.status !== 0) throw new Error(`${file} has no ${name}`);
  return done.stdout;
}

function xpath(xml, expression) {
  const plain = xml.replace(/ xmlns="[^"]*"/g, '');
  const done = spawnSync('xmllint', ['--nonet', '--xpath', expression, '-'], { input: plain, encoding: 'utf8' });
  return done.stdout.trim();
}

function workbookFaults(file, csv, page) {
  const faults = [];
  for (const name of run('unzip', ['-Z1', file]).stdout.trim().split('\n')) {
    const done = spawnSync('xmllint', ['--nonet', '--noout', '-'], { input: part(file, name), encoding: 'utf8' });
    if (done.status !== 0) faults.push(`${name}: ${done.stderr}`);
  }
  const sheet = part(file, 'xl/worksheets/sheet1.xml');
  const want = (what, expression, value) => {
    const found = xpath(sheet, expression);
    if (found !== String(value)) faults.push(`${what} is ${found}, not ${value}`);
  };
  want('the frozen row', 'string(//pane[@state="frozen"]/@ySplit)', 1);
  want('the filter', 'boolean(//autoFilter)', 'true');
  want('formulas', 'count(//f)', 0);
  want('the page', 'concat(//pageSetup/@orientation, //pageSetup/@paperSize, //pageSetup/@fitToHeight)', 'landscape90');
  want('columns with a width', 'count(//cols/col[@customWidth="1"]) > 3', 'true');
  // When it was made is a day that its page names, never the clock's.
  const [, created] = part(file, 'docProps/core.xml').match(/<dcterms:created[^>]*>(\d{4}-\d\d-\d\d)T00:00:00Z</) || [];
  if (!created || !page.includes(`datetime="${created}"`)) faults.push(`it was created ${created}`);
  // Cells that are dates, by the number format of their style, against days and months in the CSV.
  const styles = part(file, 'xl/styles.xml');
  const dates = { day: 0, month: 0 };
  for (const [, style] of sheet.matchAll(/<c r="[A-Z]+\d+" s="(\d+)"><v>/g)) {
    const id = xpath(styles, `string(//cellXfs/xf[${Number(style) + 1}]/@numFmtId)`);
    const format = xpath(styles, `string(//numFmt[@numFmtId="${id}"]/@formatCode)`);
    if (format === 'yyyy-mm-dd') dates.day += 1;
    if (format === 'yyyy"年"m"月"' || format === 'yyyy-mm') dates.month += 1;
  }
  const text = fs.readFileSync(csv, 'utf8');
  if (text.charCodeAt(0) !== 0xFEFF) faults.push('the CSV has no byte order mark');
  const count = (pattern) => (text.match(pattern) || []).length;
  const written = { day: count(/,\d{4}-\d\d-\d\d(?=,)/g), month: count(/,"?\t?\d{4}(年\d+月|-\d\d)(?="?,)/g) };
  for (const kind of ['day', 'month']) {
    if (dates[kind] !== written[kind] || !dates[kind]) faults.push(`${dates[kind]} cells are a ${kind}, ${written[kind]} in the CSV`);
  }
  // The register's e-mails and phone numbers: 0000-… and ….example, @example.org.
  if (/@[a-z.]*example|0000-\d/.test(part(file, 'xl/*.xml'))) faults.push('an address or a phone number is in it');
  return faults;
}

// --- there and back ---

// Out of the reach of git, as what comes back is: a site's pages tell its history.
function withoutHistory(home, dir, i) {
  const copy = path.join(home, `source-${i}`);
  fs.cpSync(path.join(dir, 'content'), path.join(copy, 'content'), { recursive: true });
  return copy;
}

// The same site with its headings, words and months in English.
function inEnglish(home, dir) {
  const english = path.join(home, 'English');
  fs.cpSync(path.join(dir, 'content'), path.join(english, 'content'), { recursive: true });
  const file = path.join(english, 'content/site.yaml');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^language:.*$/m, 'language: en'));
  return english;
}

function differences(a, b) {
  const names = [...new Set([...findFiles(a, /./), ...findFiles(b, /./)])];
  const bytes = (dir, name) => (fs.existsSync(path.join(dir, name)) ? fs.readFileSync(path.join(dir, name)) : Buffer.from('none'));
  const other = names.filter((name) => name !== 'manifest.sha256' && !bytes(a, name).equals(bytes(b, name)));
  return other.slice(0, 3).map((name) => {
    const [left, right] = [a, b].map((dir) => bytes(dir, name).toString().split('\n'));
    const i = left.findIndex((line, k) => line !== right[k]);
    return /\.xlsx$/.test(name) ? `${name} differs` : `${name}:${i + 1}: ${left[i]?.slice(0, 300)} | ${right[i]?.slice(0, 300)}`;
  }).concat(other.length > 3 ? [`and ${other.length - 3} more`] : []);
}

// LibreOffice is slow to start: each way of opening opens all tables at once.
function resave(home, inputs, { filter, ext, out }) {
  fs.mkdirSync(out, { recursive: true });
  const done = run('soffice', [`-env:UserInstallation=${pathToFileURL(path.join(home, 'profile'))}`, '--headless', '--norestore',
    ...(filter ? [`--infilter=${filter}`] : []), '--convert-to', SAVED[ext], '--outdir', out, ...inputs], SOFFICE_SECONDS);
  if (done.status !== 0) throw new Error(`soffice: exit ${done.status} ${done.stderr}`);
}

function rounds(home, tables) {
  const ways = Object.entries(OPENED).map(([name, filter]) => ({ name, filter, from: 'csv', ext: 'csv' }));
  ways.push({ name: 'csv, saved as xlsx', filter: OPENED['csv, as it comes'], from: 'csv', ext: 'xlsx' });
  ways.push({ name: 'xlsx', from: 'xlsx', ext: 'xlsx' }, { name: 'xlsx, saved as csv', from: 'xlsx', ext: 'csv' });
  return ways.map((way, i) => {
    const out = path.join(home, `saved-${i}`);
    resave(home, tables.map((table) => table.copies[way.from]), { ...way, out });
    return { ...way, out };
  });
}

function comeBack(home, site, way, tables) {
  const dir = path.join(home, 'again');
  fs.rmSync(dir, { recursive: true, force: true });
  fs.cpSync(path.join(site.dir, 'content'), path.join(dir, 'content'), { recursive: true });
  for (const { entry, name } of tables) {
    const beside = path.join(dir, 'content', entry);
    for (const old of ['csv', 'xlsx', 'yaml']) fs.rmSync(path.join(beside, `tasks.${old}`), { force: true });
    fs.copyFileSync(path.join(way.out, `${name}.${way.ext}`), path.join(beside, `tasks.${way.ext}`));
  }
  const out = path.join(dir, 'public');
  const faults = build(dir, out);
  return faults.length ? faults : differences(site.out, out);
}

// --- a new plan's workbook ---

// What a clerk has before filling it in, and still has after LibreOffice saved it.
function newPlanFaults(home, file) {
  const faults = [];
  const sheet = part(file, 'xl/worksheets/sheet1.xml');
  const lists = part(file, 'xl/worksheets/sheet2.xml');
  const strings = part(file, 'xl/sharedStrings.xml').replace(/ xmlns="[^"]*"/g, '');
  const state = xpath(part(file, 'xl/workbook.xml'), 'string(//sheet[2]/@state)');
  if (state !== 'hidden') faults.push(`the sheet of lists is ${state || 'in sight'}`);
  const found = {};
  for (const [, attributes, column, from, to] of sheet.matchAll(/<dataValidation ([^>]*)><formula1>lists!\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)</g)) {
    const [, name] = attributes.match(/sqref="([A-Z])2:[A-Z]201"/) || [];
    if (!/type="list"/.test(attributes)) continue;
    const words = [];
    for (let row = Number(from); row <= Number(to); row += 1) {
      const index = xpath(lists, `string(//c[@r="${column}${row}"]/v)`);
      words.push(xpath(strings, `string(//si[${Number(index) + 1}])`));
    }
    const heading = xpath(sheet, `string(//c[@r="${name}1"]/v)`);
    found[xpath(strings, `string(//si[${Number(heading) + 1}])`)] = words.join(' ');
  }
  const units = '青禾青联 办公室 组织部 pair 三四街道青联 各部室';
  const wanted = { 责任部室: units, 责任人: '屈小满 温竹屿 部室负责人', 配合部室: units, 状态: '未开始 进行中 已完成 取消' };
  for (const [heading, words] of Object.entries(wanted)) {
    if (found[heading] !== words) faults.push(`${heading} offers ${found[heading]}`);
  }
  return faults;
}

function checkNewPlan(home, dir) {
  const site = path.join(home, 'new');
  fs.cpSync(path.join(dir, 'content'), path.join(site, 'content'), { recursive: true });
  const made = run(PLACARD, ['new', 'plan', 'plans/autumn', '-q', '-C', site]);
  if (!check('new plan', made.status === 0 ? [] : [made.stderr])) return;
  const file = path.join(home, 'new-plan.xlsx');
  fs.copyFileSync(path.join(site, 'content/plans/autumn/tasks.xlsx'), file);
  check('new plan: its workbook', newPlanFaults(home, file));
  for (const ext of ['xlsx', 'csv']) resave(home, [file], { ext, out: path.join(home, 'new-saved') });
  check('new plan: saved by LibreOffice', newPlanFaults(home, path.join(home, 'new-saved/new-plan.xlsx')));
  const rows = fs.readFileSync(path.join(home, 'new-saved/new-plan.csv'), 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).filter((row) => /[^,]/.test(row));
  check('new plan: a heading and no rows', rows.length === 1 && rows[0].replace(/"/g, '').startsWith('编号,项目,任务,责任部室') ? [] : [rows.slice(0, 3).join(' | ')]);
}

judge('office.mjs FOLDER SITE…', 2, async (home, ...dirs) => {
  const sites = [...dirs, inEnglish(home, dirs.at(-1))].map((dir, i) => (
    { dir: withoutHistory(home, dir, i), name: path.basename(path.resolve(dir)), out: path.join(home, `site-${i}`) }));
  const tables = [];
  for (const site of sites) {
    if (!check(`${site.name} builds`, build(site.dir, site.out))) continue;
    for (const file of findFiles(site.out, /(^|\/)tasks\.csv$/)) {
      const entry = path.dirname(file);
      const table = { site, entry, name: `table-${tables.length}`, copies: {} };
      for (const ext of ['csv', 'xlsx']) {
        table.copies[ext] = path.join(home, `${table.name}.${ext}`);
        fs.copyFileSync(path.join(site.out, entry, `tasks.${ext}`), table.copies[ext]);
      }
      tables.push(table);
      check(`${site.name}/${entry}/tasks.xlsx`, workbookFaults(table.copies.xlsx, table.copies.csv, fs.readFileSync(path.join(site.out, entry, 'index.html'), 'utf8')));
    }
  }
  if (!tables.length) throw new Error('no site has a table');
  checkNewPlan(home, dirs.at(-1));
  for (const way of rounds(home, tables)) {
    for (const site of sites) {
      check(`${site.name}: ${way.name}`, comeBack(home, site, way, tables.filter((table) => table.site === site)));
    }
  }
});
