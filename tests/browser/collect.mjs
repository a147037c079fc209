// SPDX-License-Identifier: MIT
// node collect.mjs FOLDER: one form of every type of field, filled by programs that are not ours (pdf-lib, Chromium, pdf.js as
// in Firefox, poppler as in Evince, LibreOffice for a table and a Word document), and as XFDF and JSON, then collected and compared value by
// value. What a PDF cannot say is left out there by name.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PDFBool, PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import { packFolder } from '../use/pack.mjs';
import { check, judge, launchBrowser } from './common.mjs';
import { openViewer } from './viewer.mjs';

globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const HERE = path.dirname(new URL(import.meta.url).pathname);
const FORM = 'plans/homes/homes', AS_OF = '2026-12-01';
const OPTIONS = { way: ['座谈', '走访', '问卷'], season: ['春', '夏', '秋', '冬'], topics: ['志愿服务', '学业辅导', '兴趣培养', '就业创业'] };

// As a person fills it, and as it must come back. unit and the folder differ by program.
const LONG = '第一行 镕喆“引”\'"<&>\\\n\n第三行 〔2026〕3号\n末行';
const typed = {
  filled_on: '2026年9月5日', name: '镕喆“引”（甲）', post: '部长\\"<&', phone: '0000-5550102转8', mail: 'he@qinghe.example', place: '禾东区青联',
  month: '2026年8月', opens: '9：05', n_youth: '１，２３４', n_child: '0', rate: '85.5%', area: '3.25', way: '走访', season: '冬',
  topics: ['志愿服务', '兴趣培养'], work: LONG, agree: true, checked_by: '审核人', checked_on: '20260906',
  'staff.1.who': '甲', 'staff.1.hours': '20', 'staff.1.role': '管理员', 'staff.1.since': '2026-01-02', 'staff.3.who': '丙', 'staff.3.hours': '１',
};
const WANTED = {
  filled_on: '2026-09-05', name: '镕喆“引”（甲）', post: '部长\\"<&', phone: '0000-5550102转8', mail: 'he@qinghe.example', place: '禾东区青年联合会',
  month: '2026-08', opens: '09:05', n_youth: '1234', n_child: '0', rate: '85.5%', area: '3.25', way: '走访', season: '冬', topics: '志愿服务、兴趣培养',
  work: LONG, agree: '1', checked_by: '审核人', checked_on: '2026-09-06', 'staff.1.who': '甲', 'staff.1.hours': '20', 'staff.1.role': '管理员',
  'staff.1.since': '2026-01-02', 'staff.2.who': '', 'staff.2.hours': '', 'staff.2.role': '', 'staff.2.since': '', 'staff.3.who': '丙', 'staff.3.hours': '1',
  'staff.3.role': '', 'staff.3.since': '',
};
// Beyond what the form's font can show: a viewer may draw it poorly, but must keep it.
const RARE = { name: '镕喆䶮𠮷😀' };

// Radio buttons and boxes by their parts: { way: 1 }, { topics-1: true }.
function parts(values) {
  const out = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'topics') for (const one of value) out[`topics-${OPTIONS.topics.indexOf(one) + 1}`] = true;
    else if (OPTIONS[name]) out[name] = OPTIONS[name].indexOf(value);
    else out[name] = value;
  }
  return out;
}

// As parts(), but each option a box.
function docxParts(values) {
  const out = {};
  for (const [name, value] of Object.entries(values)) {
    if (OPTIONS[name]) for (const one of [value].flat()) out[`${name}-${OPTIONS[name].indexOf(one) + 1}`] = true;
    else out[name] = value;
  }
  return out;
}

async function byPdfLib(bytes, values) {
  const doc = await PDFDocument.load(bytes, { updateMetadata: false });
  const form = doc.getForm();
  for (const [name, value] of Object.entries(parts(values))) {
    const field = form.getField(name);
    if (value === true) field.check();
    else if (typeof value === 'number') field.select(field.getOptions()[value]);
    else field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(value));
  }
  return doc.save({ updateFieldAppearances: false });
}

async function byPdfjs(bytes, values) {
  const doc = await pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false, useSystemFonts: false }).promise;
  const seen = {}, wanted = parts(values);
  for (let i = 1; i <= doc.numPages; i += 1) {
    for (const widget of await (await doc.getPage(i)).getAnnotations()) {
      const value = wanted[widget.fieldName];
      if (widget.subtype !== 'Widget' || value === undefined) continue;
      const at = seen[widget.fieldName] ?? 0;
      seen[widget.fieldName] = at + 1;
      if (value === true) doc.annotationStorage.setValue(widget.id, { value: true });
      else if (typeof value === 'number') doc.annotationStorage.setValue(widget.id, { value: at === value });
      else doc.annotationStorage.setValue(widget.id, { value });
    }
  }
  const saved = await doc.saveDocument();
  await doc.destroy();
  return saved;
}

// In Chromium's viewer, by mouse and keyboard: the fields of the first page.
async function byChromium(browser, form, values) {
  const doc = await PDFDocument.load(fs.readFileSync(form), { updateMetadata: false });
  const page = doc.getPage(0), { width, height } = page.getSize(), viewer = await openViewer(browser, form, width);
  for (const [name, value] of Object.entries(parts(values))) {
    const widgets = doc.getForm().getField(name).acroField.getWidgets();
    const widget = widgets[typeof value === 'number' ? value : 0];
    if (widget.P() !== page.ref) continue;
    if (typeof value === 'string') await viewer.type(widget.getRectangle(), height, value);
    else await viewer.click(widget.getRectangle(), height);
  }
  const saved = await viewer.save();
  await viewer.view.close();
  return saved;
}

function byPoppler(form, values, out) {
  const list = `${out}.values`;
  fs.writeFileSync(list, JSON.stringify(parts(values)));
  execFileSync('/usr/bin/python3', [path.join(HERE, 'fill_poppler.py'), form, list, out], { stdio: ['ignore', 'pipe', 'pipe'] });
  fs.rmSync(list);
}

const xml = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\n/g, '&#13;&#10;');
// Nested as Acrobat writes it: names with dots are fields in fields.
function asXfdf(values, hidden) {
  const tree = {};
  for (const [name, value] of Object.entries({ ...parts(values), ...hidden })) {
    const steps = name.split('.');
    const last = steps.pop();
    let at = tree;
    for (const step of steps) at = (at[step] ??= {});
    at[last] = value === true ? 'Yes' : String(value);
  }
  const fields = (node) => Object.entries(node).map(([name, value]) => `<field name="${xml(name)}">${
    typeof value === 'string' ? `<value>${xml(value)}</value>` : fields(value)}</field>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><f href="homes.pdf"/><fields>${fields(tree)}</fields></xfdf>\n`;
}

// As Word writes what is typed into a control: the text in place of the prompt, a line end as w:br, a ticked box.
function byWord(xmlText, values) {
  return xmlText.replace(/<w:sdt>(.*?)<\/w:sdt>/gs, (whole, inner) => {
    const value = values[/<w:tag w:val="([^"]*)"/.exec(inner)[1]];
    if (value === undefined) return whole;
    const text = value === true ? '☒' : value;
    const runs = text.split('\n').map((line) => `<w:t xml:space="preserve">${xml(line)}</w:t>`).join('<w:br/>');
    return `<w:sdt>${inner.replace('<w:showingPlcHdr/>', '').replace('w14:checked w14:val="0"', `w14:checked w14:val="${value === true ? 1 : 0}"`)
      .replace(/<w:t xml:space="preserve">[^<]*<\/w:t>/, runs)}</w:sdt>`;
  });
}

// The controls gone and what they held left, as other programs do.
const withoutControls = (xmlText) => xmlText.replace(/<w:sdt>.*?<w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/gs, '$1');

function docxWith(blank, out, change) {
  const dir = `${out}.parts`;
  fs.mkdirSync(dir);
  execFileSync('unzip', ['-q', blank, '-d', dir]);
  const part = path.join(dir, 'word/document.xml');
  fs.writeFileSync(part, change(fs.readFileSync(part, 'utf8')));
  fs.writeFileSync(out, packFolder(dir));
  fs.rmSync(dir, { recursive: true });
}

function savedAgain(dir, docx) {
  execFileSync('soffice', [`-env:UserInstallation=file://${dir}/profile`, '--headless', '--convert-to', 'docx:MS Word 2007 XML', '--outdir', path.join(dir, 'again'), docx],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  return fs.readFileSync(path.join(dir, 'again', path.basename(docx)));
}

const quoted = (text) => `"${String(text).replace(/"/g, '""')}"`;
// A clerk's list, opened and saved again as a workbook by LibreOffice.
function byLibreOffice(dir, values) {
  const row = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join('、') : value === true ? '是' : value]);
  const csv = path.join(dir, 'list.csv');
  fs.writeFileSync(csv, `\ufeff${row.map(([name]) => quoted(name)).join(',')}\r\n${row.map(([, value]) => quoted(value)).join(',')}\r\n`);
  // All columns as text (2): a spreadsheet would make other things of 20260906.
  const columns = row.map((_, i) => `${i + 1}/2`).join('/');
  execFileSync('soffice', [`-env:UserInstallation=file://${dir}/profile`, '--headless', '--infilter=Text - txt - csv (StarCalc):44,34,UTF8,1,' + columns,
    '--convert-to', 'xlsx', '--outdir', dir, csv], { stdio: ['ignore', 'pipe', 'pipe'] });
  return fs.readFileSync(path.join(dir, 'list.xlsx'));
}

function readCsv(text) {
  const rows = [[]];
  let cell = '', open = false;
  for (let i = 1; i < text.length; i += 1) {
    const c = text[i];
    if (open && c === '"' && text[i + 1] === '"') { cell += '"'; i += 1; } else if (c === '"') open = !open;
    else if (!open && (c === ',' || c === '\n')) {
      rows.at(-1).push(cell.replace(/^\t/, '').replace(/\r$/, ''));
      cell = '';
      if (c === '\n') rows.push([]);
    } else cell += c;
  }
  const [heads, ...list] = rows.filter((row) => row.length > 1);
  return list.map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i]])));
}

await judge('collect.mjs FOLDER', 1, async (folder) => {
  const site = path.join(path.resolve(folder), 'site'), work = path.join(path.resolve(folder), 'work');
  fs.cpSync('tests/form/site', site, { recursive: true });
  fs.mkdirSync(work, { recursive: true });
  execFileSync(PLACARD, ['form', '-C', site, FORM, '-q', '-o', path.join(work, 'homes.pdf'), '--as-of', AS_OF]);
  const blank = fs.readFileSync(path.join(work, 'homes.pdf'));
  const came = path.join(site, 'content/plans/homes/submissions/homes');
  const hidden = { _form: FORM, _version: '2' };
  const put = (month, name, bytes) => {
    fs.mkdirSync(path.join(came, month), { recursive: true });
    fs.writeFileSync(path.join(came, month, name), bytes);
  };
  const mine = { ...typed, unit: '禾东区青联' };
  put('2026-07', '2026-07-20 pdf-lib.pdf', await byPdfLib(blank, mine));
  put('2026-08', '2026-08-20 pdfjs.pdf', await byPdfjs(blank, mine));
  put('2026-09', '2026-09-20 poppler.pdf', '');
  byPoppler(path.join(work, 'homes.pdf'), mine, path.join(came, '2026-09/2026-09-20 poppler.pdf'));
  const browser = await launchBrowser();
  put('2026-12', '2026-11-20 chromium.pdf', await byChromium(browser, path.join(work, 'homes.pdf'), mine));
  await browser.close();
  put('2026-10', '2026-10-20 xfdf.xfdf', asXfdf(mine, hidden));
  put('2026-11', '2026-11-20 page.json', JSON.stringify({ form: FORM, version: 2, values: mine }));
  const other = { ...typed, unit: '禾西区青联' };
  put('2026-07', '2026-07-21 table.xlsx', byLibreOffice(work, other));
  const docx = path.join(work, 'homes.docx');
  execFileSync(PLACARD, ['form', '-C', site, FORM, '-q', '-o', docx, '--as-of', AS_OF]);
  const sent = { ...docxParts(other), 'topics-5': true, 'topics-other': '歌咏' };
  docxWith(docx, path.join(work, 'word.docx'), (text) => byWord(text, sent));
  put('2026-08', '2026-08-21 word.docx', fs.readFileSync(path.join(work, 'word.docx')));
  put('2026-09', '2026-09-21 writer.docx', savedAgain(work, path.join(work, 'word.docx')));
  docxWith(path.join(work, 'word.docx'), path.join(work, 'bare.docx'), withoutControls);
  put('2026-12', '2026-11-30 bare.docx', fs.readFileSync(path.join(work, 'bare.docx')));
  put('2026-12', '2026-11-21 blank.docx', fs.readFileSync(docx));
  put('2026-12', '2026-12-21 bare.docx', savedAgain(work, docx));
  // Rare characters, in another unit's returns.
  const rare = { ...typed, ...RARE, unit: '澄湾区青联' };
  put('2026-07', '2026-07-22 pdf-lib.pdf', await byPdfLib(blank, rare));
  put('2026-08', '2026-08-22 pdfjs.pdf', await byPdfjs(blank, rare));
  put('2026-09', '2026-09-22 poppler.pdf', '');
  byPoppler(path.join(work, 'homes.pdf'), rare, path.join(came, '2026-09/2026-09-22 poppler.pdf'));
  put('2026-10', '2026-10-22 page.json', JSON.stringify({ form: FORM, version: 2, values: rare }));
  put('2026-11', '2026-11-22 xfdf.xfdf', asXfdf(rare, hidden));
  // What stands beside 其他, and one that nobody filled in.
  put('2026-10', '2026-10-23 other.xfdf', asXfdf({ ...mine, unit: '禾西区青联', way: '座谈' }, { ...hidden, way: '3', 'way-other': '线上', 'topics-other': '歌咏' }));
  put('2026-11', '2026-11-23 blank.pdf', blank);

  const out = path.join(work, 'all.csv');
  const run = spawnSync(PLACARD, ['collect', '-C', site, FORM, '-q', '-o', out, '--as-of', AS_OF], { encoding: 'utf8', env: { ...process.env, PLACARD_LANG: 'en' } });
  const rows = readCsv(fs.readFileSync(out, 'utf8'));
  const faults = (row, wanted) => (row ? Object.entries(wanted).filter(([name, value]) => row[name] !== value)
    .map(([name, value]) => `${name} is ${JSON.stringify(row[name])}, not ${JSON.stringify(value)}`) : ['it was not collected']);
  const named = (name) => rows.find((row) => row._file.includes(name));
  for (const name of ['07-20 pdf-lib', '08-20 pdfjs', '09-20 poppler', '10-20 xfdf', '11-20 page', '07-21 table'])
    check(`collected from ${name}`, faults(named(name), { ...WANTED, _status: 'ok' }));
  const second = /^(staff|agree|checked)/; // what stands on the second page
  const firstPage = Object.fromEntries(Object.entries(WANTED).filter(([name]) => !second.test(name)));
  check('collected from Chromium', faults(named('11-20 chromium'), firstPage));
  const fromWord = { ...WANTED, topics: '志愿服务、兴趣培养、歌咏', _status: 'ok' };
  for (const name of ['08-21 word', '11-30 bare']) check(`collected from ${name}`, faults(named(name), fromWord));
  // LibreOffice 7.4 moves the line ends of a control out of it, to its front.
  check('collected from 09-21 writer', faults(named('09-21 writer'), { ...fromWord, work: LONG.replace(/\n/g, '') }));
  const blanks = Object.fromEntries(Object.keys(WANTED).map((name) => [name, '']));
  for (const name of ['11-21 blank', '12-21 bare']) check(`${name} says nothing`, faults(named(name), blanks));
  for (const name of ['07-22 pdf-lib', '08-22 pdfjs', '09-22 poppler', '10-22 page', '11-22 xfdf'])
    check(`rare characters from ${name}`, faults(named(name), { ...WANTED, ...RARE, _status: 'ok' }));
  check('what stands beside 其他', faults(named('10-23 other'), { way: '线上', topics: '志愿服务、兴趣培养、歌咏' }));
  check('a blank form says nothing', [
    !run.stderr.includes('2026-11-23 blank.pdf: error') && run.stderr, named('11-23 blank') && named('11-23 blank')._status !== 'invalid unplaced' && named('11-23 blank')._status]);
  check('exit 1, as one has no sender', run.status === 1 ? [] : [`exit ${run.status}: ${run.stderr}`]);
});
