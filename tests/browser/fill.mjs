// SPDX-License-Identifier: MIT
// The form of tests/form/site, which has every type of field, filled by programs that are not ours: pdf-lib, Chromium, pdf.js as
// in Firefox, poppler as in Evince, LibreOffice for a table and a Word document; and as XFDF. What a person fills in, and what
// must come back.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PDFDocument, PDFDropdown, PDFHexString, PDFName } from 'pdf-lib';
import { packFolder } from '../use/pack.mjs';
import { openViewer } from './viewer.mjs';

globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

export const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const HERE = path.dirname(new URL(import.meta.url).pathname);
export const FORM = 'plans/homes/homes', AS_OF = '2026-12-01';
const OPTIONS = { way: ['座谈', '走访', '问卷'], season: ['春', '夏', '秋', '冬'], topics: ['志愿服务', '学业辅导', '兴趣培养', '就业创业'] };

// As a person fills it, and as it must come back. unit and the folder differ by program.
export const LONG = '第一行 镕喆“引”\'"<&>\\\n\n第三行 〔2026〕3号\n末行';
export const typed = {
  filled_on: '2026年9月5日', name: '镕喆“引”（甲）', post: '部长\\"<&', phone: '0000-5550102转8', mail: 'he@qinghe.example', place: '禾东区青联',
  month: '2026年8月', opens: '9：05', n_youth: '１，２３４', n_child: '0', rate: '85.5%', area: '3.25', way: '走访', season: '冬',
  topics: ['志愿服务', '兴趣培养'], work: LONG, agree: true, checked_by: '审核人', checked_on: '20260906',
  'staff.1.who': '甲', 'staff.1.hours': '20', 'staff.1.role': '管理员', 'staff.1.since': '2026-01-02', 'staff.3.who': '丙', 'staff.3.hours': '１',
};
export const WANTED = {
  filled_on: '2026-09-05', name: '镕喆“引”（甲）', post: '部长\\"<&', phone: '0000-5550102转8', mail: 'he@qinghe.example', place: '禾东区青年联合会',
  month: '2026-08', opens: '09:05', n_youth: '1234', n_child: '0', rate: '85.5%', area: '3.25', way: '走访', season: '冬', topics: '志愿服务、兴趣培养',
  work: LONG, agree: '1', checked_by: '审核人', checked_on: '2026-09-06', 'staff.1.who': '甲', 'staff.1.hours': '20', 'staff.1.role': '管理员',
  'staff.1.since': '2026-01-02', 'staff.2.who': '', 'staff.2.hours': '', 'staff.2.role': '', 'staff.2.since': '', 'staff.3.who': '丙', 'staff.3.hours': '1',
  'staff.3.role': '', 'staff.3.since': '',
};
// Beyond what the form's font can show: a viewer may draw it poorly, but must keep it.
export const RARE = { name: '镕喆䶮𠮷😀' };
// The same in every place that takes free text: quotes, line ends where there may be some, emoji.
export const RARE_ALL = {
  ...RARE, post: '‘副’“部”\'"〔2026〕䶮😀', work: `${LONG}\n镕喆䶮𠮷😀〔〕\n"末"`, checked_by: '喆〔甲〕😀', 'staff.1.who': '䶮“甲”😀',
};

// Radio buttons and boxes by their parts: { way: 1 }, { topics-1: true }.
export function parts(values) {
  const out = {};
  for (const [name, value] of Object.entries(values)) {
    if (name === 'topics') for (const one of value) out[`topics-${OPTIONS.topics.indexOf(one) + 1}`] = true;
    else if (OPTIONS[name]) out[name] = OPTIONS[name].indexOf(value);
    else out[name] = value;
  }
  return out;
}

// As parts(), but each option a box.
export function docxParts(values) {
  const out = {};
  for (const [name, value] of Object.entries(values)) {
    if (OPTIONS[name]) for (const one of [value].flat()) out[`${name}-${OPTIONS[name].indexOf(one) + 1}`] = true;
    else out[name] = value;
  }
  return out;
}

export async function byPdfLib(bytes, values) {
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

export async function byPdfjs(bytes, values) {
  const doc = await pdfjs.getDocument({
    data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false, useSystemFonts: false,
    // As Firefox has them: what the codes of Chinese fonts mean that are not in the file.
    cMapUrl: path.join(HERE, 'node_modules/pdfjs-dist/cmaps/'), cMapPacked: true,
  }).promise;
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

const holds = (field, value) => {
  if (field instanceof PDFDropdown) return (field.getSelected()[0] ?? '') === value;
  if (typeof value === 'string') return (field.getText() || '').replace(/\r\n?/g, '\n') === value;
  return value === true ? field.isChecked() : field.getSelected() === field.getOptions()[value];
};

// The fields of one page in Chromium's viewer, by mouse and keyboard. A busy machine's viewer loses clicks and keys: what it
// would save tells which fields have what was meant for them, and the others are filled anew.
async function pageByChromium(browser, form, values, number) {
  const doc = await PDFDocument.load(fs.readFileSync(form), { updateMetadata: false });
  const page = doc.getPage(number - 1), { width, height } = page.getSize(), viewer = await openViewer(browser, form, width, number);
  const widgetOf = (name, value) => doc.getForm().getField(name).acroField.getWidgets()[typeof value === 'number' ? value : 0];
  let saved, left = Object.entries(parts(values)).filter(([name, value]) => widgetOf(name, value).P() === page.ref);
  for (let round = 0; round < 20 && (round === 0 || left.length > 0); round += 1) {
    for (const [name, value] of left) {
      const field = doc.getForm().getField(name), box = widgetOf(name, value).getRectangle();
      if (field instanceof PDFDropdown) await viewer.choose(box, height, field.getOptions().indexOf(value));
      else if (typeof value === 'string') await viewer.type(box, height, value);
      else await viewer.click(box, height);
    }
    saved = await viewer.save();
    const now = (await PDFDocument.load(saved, { updateMetadata: false })).getForm();
    left = left.filter(([name, value]) => !holds(now.getField(name), value));
  }
  if (left.length) throw new Error(`the viewer did not take ${left.map(([name]) => name).join(' ')}`);
  await viewer.view.close();
  return saved;
}

// Page by page: what is saved of one is opened at the next.
export async function byChromium(browser, form, values) {
  const n = (await PDFDocument.load(fs.readFileSync(form), { updateMetadata: false })).getPageCount(), at = `${form}-part.pdf`;
  fs.copyFileSync(form, at);
  for (let number = 1; number <= n; number += 1) fs.writeFileSync(at, await pageByChromium(browser, at, values, number));
  const saved = fs.readFileSync(at);
  fs.rmSync(at);
  return saved;
}

export function byPoppler(form, values, out) {
  const list = `${out}.values`;
  fs.writeFileSync(list, JSON.stringify(parts(values)));
  execFileSync('/usr/bin/python3', [path.join(HERE, 'fill_poppler.py'), form, list, out], { stdio: ['ignore', 'pipe', 'pipe'] });
  fs.rmSync(list);
}

const xml = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/\n/g, '&#13;&#10;');
// Nested as Acrobat writes it: names with dots are fields in fields.
export function asXfdf(values, hidden) {
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
export function byWord(xmlText, values) {
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
export const withoutControls = (xmlText) => xmlText.replace(/<w:sdt>.*?<w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/gs, '$1');

export function docxWith(blank, out, change) {
  const dir = `${out}.parts`;
  fs.mkdirSync(dir);
  execFileSync('unzip', ['-q', blank, '-d', dir]);
  const part = path.join(dir, 'word/document.xml');
  fs.writeFileSync(part, change(fs.readFileSync(part, 'utf8')));
  fs.writeFileSync(out, packFolder(dir));
  fs.rmSync(dir, { recursive: true });
}

export function savedAgain(dir, docx) {
  execFileSync('soffice', [`-env:UserInstallation=file://${dir}/profile`, '--headless', '--convert-to', 'docx:MS Word 2007 XML', '--outdir', path.join(dir, 'again'), docx],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  return fs.readFileSync(path.join(dir, 'again', path.basename(docx)));
}

const quoted = (text) => `"${String(text).replace(/"/g, '""')}"`;
// A clerk's list, opened and saved again as a workbook by LibreOffice.
export function byLibreOffice(dir, values) {
  const row = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join('、') : value === true ? '是' : value]);
  const csv = path.join(dir, 'list.csv');
  fs.writeFileSync(csv, `\ufeff${row.map(([name]) => quoted(name)).join(',')}\r\n${row.map(([, value]) => quoted(value)).join(',')}\r\n`);
  // All columns as text (2): a spreadsheet would make other things of 20260906.
  const columns = row.map((_, i) => `${i + 1}/2`).join('/');
  execFileSync('soffice', [`-env:UserInstallation=file://${dir}/profile`, '--headless', '--infilter=Text - txt - csv (StarCalc):44,34,UTF8,1,' + columns,
    '--convert-to', 'xlsx', '--outdir', dir, csv], { stdio: ['ignore', 'pipe', 'pipe'] });
  return fs.readFileSync(path.join(dir, 'list.xlsx'));
}

export function readCsv(text) {
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
