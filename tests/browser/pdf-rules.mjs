// SPDX-License-Identifier: MIT
// node pdf-rules.mjs FOLDER: the rules of PDF/UA-1 (by the Matterhorn Protocol 1.02) and PDF/A-2b (by ISO 19005-2) that a
// machine can see, on every PDF below FOLDER: it prints the list, and a rule that a file breaks which says that it keeps it fails. No validator of either
// standard is in Debian or npm; what only one of them sees (widths against the font program, glyph by glyph) is not claimed.
import fs from 'node:fs';
import path from 'node:path';
import { PDFArray, PDFBool, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream, PDFString, PDFHexString, decodePDFRawStream } from 'pdf-lib';
import { check, judge, note } from './common.mjs';

// --- a PDF as plain values: names as "/P", dictionaries as maps, references followed by get() ---

class File {
  constructor(bytes, doc) {
    Object.assign(this, { bytes, doc, context: doc.context });
    this.catalog = doc.catalog;
    this.objects = doc.context.enumerateIndirectObjects();
    this.pages = doc.getPages().map((page) => page.node);
  }

  get(dict, ...keys) {
    let at = dict;
    for (const key of keys) {
      at = at instanceof PDFRef ? this.context.lookup(at) : at;
      const inner = at instanceof PDFStream ? at.dict : at;
      if (!(inner instanceof PDFDict)) return undefined;
      at = inner.get(PDFName.of(key));
    }
    return at instanceof PDFRef ? this.context.lookup(at) : at;
  }

  text(...at) { const v = this.get(...at); return v instanceof PDFName ? v.decodeText() : v instanceof PDFString || v instanceof PDFHexString ? v.decodeText() : v instanceof PDFNumber ? v.asNumber() : v instanceof PDFBool ? v.asBoolean() : undefined; }

  list(...at) { const v = this.get(...at); return v instanceof PDFArray ? v.asArray() : v === undefined ? [] : [v]; }

  follow(v) { return v instanceof PDFRef ? this.context.lookup(v) : v; }

  stream(v) { const s = this.follow(v); return s instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(s).decode()) : Buffer.alloc(0); }

  content(page) { return Buffer.concat(this.list(page, 'Contents').flatMap((part) => [this.stream(part), Buffer.from('\n')])).toString('latin1'); }

  // Every dictionary and the dictionary of every stream, wherever it stands.
  * dicts() {
    const seen = new Set(), stack = this.objects.map(([, object]) => object);
    while (stack.length) {
      const at = stack.pop();
      if (seen.has(at) || at instanceof PDFRef) continue;
      seen.add(at);
      if (at instanceof PDFStream) stack.push(at.dict);
      if (at instanceof PDFArray) stack.push(...at.asArray());
      if (!(at instanceof PDFDict)) continue;
      yield at;
      stack.push(...at.values());
    }
  }

  get xmp() { return this.stream(this.catalog.get(PDFName.of('Metadata'))).toString('utf8'); }

  get annotations() { return this.pages.flatMap((page) => this.list(page, 'Annots').map((ref) => ({ page, ref, dict: this.follow(ref) }))); }

  get fonts() { return [...this.dicts()].filter((dict) => this.text(dict, 'Type') === 'Font'); }

  get images() { return this.objects.map(([, object]) => object).filter((object) => object instanceof PDFStream && this.text(object, 'Subtype') === 'Image'); }

  // The structure: role, kids, page, the dictionary.
  get tree() {
    const build = (ref, page, depth) => {
      const dict = this.follow(ref), own = this.get(dict, 'Pg') || page;
      const kids = this.list(dict, 'K').map((kid) => {
        const at = this.follow(kid);
        if (at instanceof PDFNumber) return { mcid: at.asNumber(), page: own };
        if (this.text(at, 'Type') === 'OBJR') return { object: this.get(at, 'Obj'), page: own };
        if (this.text(at, 'Type') === 'MCR') return { mcid: this.text(at, 'MCID'), page: this.get(at, 'Pg') || own };
        return depth < 64 ? build(kid, own, depth + 1) : { role: 'too deep', kids: [] };
      });
      return { role: this.text(dict, 'S'), kids, dict, page: own };
    };
    return { ...build(this.get(this.catalog, 'StructTreeRoot'), undefined, 0), role: 'root' };
  }

  get elements() {
    const list = [], walk = (at, parent) => {
      if (!at.role) return;
      list.push({ ...at, parent });
      at.kids.forEach((kid) => walk(kid, at));
    };
    walk(this.tree);
    return list.slice(1);
  }

  // Key to what the parent tree has for it.
  get parents() {
    const map = new Map(), visit = (node) => {
      const numbers = this.list(node, 'Nums');
      for (let i = 0; i + 1 < numbers.length; i += 2) map.set(numbers[i].asNumber(), this.follow(numbers[i + 1]));
      this.list(node, 'Kids').forEach(visit);
    };
    visit(this.get(this.catalog, 'StructTreeRoot', 'ParentTree'));
    return map;
  }
}

const PAINTS = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'Tj', 'TJ', "'", '"', 'Do', 'sh']);
const OPERAND = /\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<<[^>]*>>|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]*|\[|\]|[^\s()<>[\]{}/%]+/g;

// What is painted, with the marks around it; the marks that are opened.
function marks(content) {
  const stack = [], painted = [], opened = [], shown = [];
  let operands = [];
  for (const [token] of content.matchAll(OPERAND)) {
    if (/^[([</\]]|^[-+.\d]|^(true|false|null)$/.test(token)) {
      operands.push(token);
      continue;
    }
    if (token === 'BDC' || token === 'BMC') {
      const mark = { tag: operands[0], mcid: /\/MCID\s+(\d+)/.exec(operands[1] || '')?.[1], inside: [...stack] };
      stack.push(mark);
      opened.push(mark);
    } else if (token === 'EMC') stack.pop();
    else if (PAINTS.has(token)) painted.push({ token, stack: [...stack] });
    if (token === 'Tj' || token === 'TJ') shown.push(...operands.filter((one) => one.startsWith('<')));
    operands = [];
  }
  return { painted, opened, shown, open: stack.length };
}

// --- the rules: [standard, number, what, (file) => faults] ---

const ROLES = new Set('Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form'.split(' '));
const PARENTS = { TR: ['Table', 'THead', 'TBody', 'TFoot'], TH: ['TR'], TD: ['TR'], THead: ['Table'], TBody: ['Table'], TFoot: ['Table'], LI: ['L'], Lbl: ['LI'], LBody: ['LI'] };
const attributes = (f, dict) => f.list(dict, 'A').map((one) => f.follow(one)).filter((one) => one instanceof PDFDict);
const attribute = (f, dict, key) => attributes(f, dict).map((one) => f.get(one, key)).find((one) => one !== undefined);
const whole = (f, dict, key) => attribute(f, dict, key)?.asNumber?.() || 1;

function tableFaults(f, table) {
  const rows = [], find = (at) => at.kids.forEach((kid) => (kid.role === 'TR' ? rows.push(kid) : kid.role && kid.role !== 'TD' && find(kid)));
  find(table);
  const taken = [];
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.kids.filter((kid) => kid.role)) {
      while (taken[y]?.[x]) x += 1;
      for (let j = 0; j < whole(f, cell.dict, 'RowSpan'); j += 1) for (let i = 0; i < whole(f, cell.dict, 'ColSpan'); i += 1) (taken[y + j] ||= [])[x + i] = true;
      x += whole(f, cell.dict, 'ColSpan');
    }
  });
  const widths = new Set(taken.map((row) => row.filter(Boolean).length));
  return widths.size > 1 || taken.length > rows.length ? [`rows of ${[...widths].join(', ')} columns, ${taken.length} rows of ${rows.length}`] : [];
}

function headingFaults(f) {
  let last = 0;
  return f.elements.filter(({ role }) => /^H[1-6]$/.test(role)).flatMap(({ role }) => {
    const level = Number(role[1]), bad = level > last + 1 && `${role} behind ${last ? `H${last}` : 'nothing'}`;
    last = level;
    return bad;
  });
}

function contentFaults(f) {
  return f.pages.flatMap((page, i) => {
    const { painted, opened, open } = marks(f.content(page));
    return [
      painted.some(({ stack }) => !stack.some((mark) => mark.tag === '/Artifact' || mark.mcid !== undefined)) && `page ${i + 1}: content that is neither tagged nor an artifact`,
      opened.some((mark) => mark.inside.length && (mark.tag === '/Artifact' || mark.inside.some((outer) => outer.tag === '/Artifact'))) && `page ${i + 1}: an artifact and tagged content in each other`,
      open && `page ${i + 1}: a mark that does not end`,
    ];
  });
}

// Both ways: content to its element, and each element's content on its page.
function tieFaults(f) {
  const parents = f.parents, faults = [];
  f.pages.forEach((page, i) => {
    const list = parents.get(f.text(page, 'StructParents')), found = marks(f.content(page)).opened.filter((mark) => mark.mcid !== undefined).map((mark) => Number(mark.mcid));
    for (const mcid of found) {
      const element = list instanceof PDFArray ? f.follow(list.get(mcid)) : undefined;
      const has = element && f.list(element, 'K').some((kid) => kid instanceof PDFNumber ? kid.asNumber() === mcid : f.text(kid, 'MCID') === mcid);
      if (!has) faults.push(`page ${i + 1}: content ${mcid} has no element`);
    }
    const there = new Set(found);
    f.elements.flatMap((element) => element.kids).filter((kid) => kid.mcid !== undefined && kid.page === page && !there.has(kid.mcid)).forEach((kid) => faults.push(`page ${i + 1}: an element without its content ${kid.mcid}`));
  });
  return faults;
}

function annotationFaults(f, role, subtype) {
  const objects = new Map();
  f.elements.forEach((element) => element.kids.forEach((kid) => kid.object && objects.set(kid.object, element)));
  const hidden = ({ dict }) => f.text(dict, 'F') & 2; // what nobody sees or hears is no content (28-002)
  return f.annotations.filter((one) => f.text(one.dict, 'Subtype') === subtype && !hidden(one)).map(({ dict }) => {
    const element = objects.get(dict), tied = f.parents.get(f.text(dict, 'StructParent'));
    return !element ? 'one in no element' : element.role !== role ? `one in ${element.role}` : tied !== element.dict && 'one that the parent tree does not lead to';
  });
}

const descendant = (f, font) => f.follow(f.list(font, 'DescendantFonts')[0]) || font;
const embedded = (f, font) => ['FontFile', 'FontFile2', 'FontFile3'].some((key) => f.get(descendant(f, font), 'FontDescriptor', key));
const tops = (f) => f.fonts.filter((font) => !/^CIDFont/.test(f.text(font, 'Subtype')));
const named = (f, font) => f.text(font, 'BaseFont') || f.text(font, 'Subtype');
const FORBIDDEN = new Set(['Launch', 'Sound', 'Movie', 'ResetForm', 'ImportData', 'Hide', 'SetOCGState', 'Rendition', 'Trans', 'GoTo3DView', 'JavaScript']);
const BLENDS = new Set('Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'.split(' '));
const info = (f) => f.follow(f.context.trailerInfo.Info);

const rules = [
  ['UA 06-001', 'XMP metadata', (f) => !f.xmp && 'none'],
  ['UA 06-002', 'it says PDF/UA-1', (f) => !/<pdfuaid:part>1</.test(f.xmp) && 'no'],
  ['UA 06-003', 'a title in it', (f) => !/<dc:title><rdf:Alt><rdf:li xml:lang="x-default">[^<]/.test(f.xmp) && 'no'],
  ['UA 07-001', 'viewers show the title', (f) => f.text(f.catalog, 'ViewerPreferences', 'DisplayDocTitle') !== true && 'no'],
  ['UA 7.1', 'marked, nothing suspected', (f) => [f.text(f.catalog, 'MarkInfo', 'Marked') !== true && 'not marked', f.text(f.catalog, 'MarkInfo', 'Suspects') === true && 'suspected']],
  ['UA 11-006', 'a language', (f) => !/^(zh|en)/.test(f.text(f.catalog, 'Lang')) && String(f.text(f.catalog, 'Lang'))],
  ['UA 01-003, 01-004, 01-005', 'all content is tagged or an artifact', contentFaults],
  ['UA 01-006', 'content and elements lead to each other', tieFaults],
  ['UA 02-001', 'roles of ISO 32000-1', (f) => f.elements.filter(({ role }) => !ROLES.has(role)).map(({ role }) => role)],
  ['UA 09-004', 'rows in tables, cells in rows, items in lists', (f) => f.elements.filter(({ role, parent }) => PARENTS[role] && !PARENTS[role].includes(parent.role)).map(({ role, parent }) => `${role} in ${parent.role}`)],
  ['UA 13-004', 'figures have words', (f) => f.elements.filter(({ role, dict }) => role === 'Figure' && !f.text(dict, 'Alt')).map(() => 'one has none')],
  ['UA 7.3', 'figures have a place', (f) => f.elements.filter(({ role, dict }) => role === 'Figure' && !attribute(f, dict, 'BBox')).map(() => 'one has none')],
  ['UA 14-002, 14-003', 'headings from the first level, none skipped', headingFaults],
  ['UA 14-006', 'no heading without a level', (f) => f.elements.some(({ role }) => role === 'H') && 'H'],
  ['UA 15-003', 'heads of tables say what they are the head of', (f) => f.elements.filter(({ role, dict }) => role === 'TH' && !attribute(f, dict, 'Scope')).map(() => 'one does not')],
  ['UA 15-004', 'rows of a table have the same columns', (f) => f.elements.filter(({ role }) => role === 'Table').flatMap((table) => tableFaults(f, table))],
  ['UA 26-001', 'no encryption', (f) => f.context.trailerInfo.Encrypt && 'encrypted'],
  ['UA 27', 'bookmarks where there are headings', (f) => f.elements.filter(({ role }) => /^H[2-6]$/.test(role)).length > 1 && !f.get(f.catalog, 'Outlines', 'First') && 'none'],
  ['UA 28-004', 'annotations have words', (f) => f.annotations.filter(({ dict }) => !f.text(dict, 'Contents') && !f.text(dict, 'TU') && !f.text(dict, 'Parent', 'TU')).map(({ dict }) => `a ${f.text(dict, 'Subtype')} has none`)],
  ['UA 28-008', 'tabs go by the structure', (f) => f.pages.filter((page) => f.text(page, 'Tabs') !== 'S').map(() => 'a page')],
  ['UA 28-010', 'fields in Form elements', (f) => annotationFaults(f, 'Form', 'Widget')],
  ['UA 28-011', 'links in Link elements', (f) => annotationFaults(f, 'Link', 'Link')],
  ['UA 31-009', 'fonts are in the file', (f) => tops(f).filter((font) => !embedded(f, font)).map((font) => named(f, font))],
  ['UA 31-006', 'Identity-H or an embedded map', (f) => f.fonts.filter((font) => f.text(font, 'Subtype') === 'Type0' && f.text(font, 'Encoding') !== 'Identity-H').map((font) => named(f, font))],
  ['UA 31-007', 'TrueType glyphs by number', (f) => f.fonts.filter((font) => f.text(font, 'Subtype') === 'CIDFontType2' && !f.get(font, 'CIDToGIDMap')).map((font) => named(f, font))],
  ['UA 31-027', 'text can be read: ToUnicode', (f) => tops(f).filter((font) => !f.get(font, 'ToUnicode') && !f.text(font, 'Encoding')?.endsWith?.('AnsiEncoding')).map((font) => named(f, font))],
  ['UA 31-028', 'and means characters', (f) => tops(f).filter((font) => f.get(font, 'ToUnicode') && /<[0-9A-Fa-f]+>\s*<(0000|FEFF|FFFE)>/i.test(f.stream(f.get(font, 'ToUnicode')).toString('latin1').replace(/begincodespacerange[\s\S]*?endcodespacerange/g, ''))).map((font) => named(f, font))],
  ['UA 31-030', 'no glyph that stands for a missing one', (f) => f.pages.some((page) => marks(f.content(page)).shown.some((hex) => /^<(?:[0-9a-f]{4})*?0000/i.test(hex) && hex.slice(1, -1).match(/.{4}/g)?.includes('0000'))) && 'glyph 0 is shown'],
  ['A 6.1.2', 'header of four bytes above 127', (f) => !/^%PDF-1\.[0-7][\r\n]+%[\x80-\xff]{4}/.test(f.bytes.subarray(0, 40).toString('latin1')) && 'no'],
  ['A 6.1.3', 'an identifier', (f) => !f.context.trailerInfo.ID && 'none'],
  ['A 6.1.7', 'no stream lies outside', (f) => f.objects.some(([, object]) => object instanceof PDFStream && object.dict.get(PDFName.of('F'))) && 'one does'],
  ['A 6.2.3', 'an output intent of sRGB', (f) => {
    const intents = f.list(f.catalog, 'OutputIntents').map((one) => f.follow(one)).filter((one) => f.text(one, 'S') === 'GTS_PDFA1'), profile = f.get(intents[0], 'DestOutputProfile'), icc = f.stream(profile);
    return intents.length !== 1 ? `${intents.length} of them` : [icc.toString('latin1', 36, 40) !== 'acsp' && 'no profile', icc.toString('latin1', 16, 20) !== 'RGB ' && 'not of RGB', icc.readUInt32BE(0) !== icc.length && 'of another length', icc[8] > 4 && 'too new', f.text(profile, 'N') !== 3 && 'N is not 3'];
  }],
  ['A 6.2.4', 'no colours of another device', (f) => [[...f.dicts()].some((dict) => f.text(dict, 'ColorSpace') === 'DeviceCMYK' || f.text(dict, 'CS') === 'DeviceCMYK') && 'an image', f.pages.some((page) => /(^|\s)[\d.]+ [\d.]+ [\d.]+ [\d.]+ [kK]\s/.test(f.content(page))) && 'a page']],
  ['A 6.2.5', 'no transfer functions or halftones', (f) => [...f.dicts()].some((dict) => f.get(dict, 'TR') && f.text(dict, 'Type') === 'ExtGState' || f.get(dict, 'HTP')) && 'one'],
  ['A 6.2.8', 'images without interpolation, alternates and OPI', (f) => f.images.filter((image) => f.text(image, 'Interpolate') === true || f.get(image, 'Alternates') || f.get(image, 'OPI')).map(() => 'one')],
  ['A 6.2.9', 'no PostScript, no references', (f) => f.objects.some(([, object]) => object instanceof PDFStream && (f.text(object, 'Subtype') === 'PS' || f.get(object, 'Ref') || f.text(object, 'Subtype2') === 'PS')) && 'one'],
  ['A 6.2.10', 'blending by its standard names', (f) => [...f.dicts()].filter((dict) => f.get(dict, 'BM') && !f.list(dict, 'BM').every((mode) => BLENDS.has(f.follow(mode).decodeText?.()))).map((dict) => f.text(dict, 'BM'))],
  ['A 6.2.11.4', 'fonts are in the file', (f) => tops(f).filter((font) => f.text(font, 'Subtype') !== 'Type3' && !embedded(f, font)).map((font) => named(f, font))],
  ['A 6.3.1', 'annotations of kinds that last', (f) => f.annotations.filter(({ dict }) => !['Link', 'Widget'].includes(f.text(dict, 'Subtype'))).map(({ dict }) => f.text(dict, 'Subtype'))],
  ['A 6.3.2', 'annotations are printed and not hidden', (f) => f.annotations.filter(({ dict }) => ((f.text(dict, 'F') || 0) & 0b100111) !== 4).map(({ dict }) => `a ${f.text(dict, 'Subtype')}: ${f.text(dict, 'F')}`)],
  ['A 6.3.3', 'fields have their look', (f) => f.annotations.filter(({ dict }) => f.text(dict, 'Subtype') === 'Widget' && !f.get(dict, 'AP', 'N')).map(() => 'one has none')],
  ['A 6.4.1', 'no viewer makes looks, nothing acts', (f) => [f.text(f.catalog, 'AcroForm', 'NeedAppearances') === true && 'NeedAppearances', f.get(f.catalog, 'AcroForm', 'XFA') && 'XFA', [...f.dicts()].some((dict) => f.text(dict, 'Subtype') === 'Widget' && (f.get(dict, 'A') || f.get(dict, 'AA'))) && 'a field acts']],
  ['A 6.5.1', 'no action but going somewhere', (f) => [...f.dicts()].filter((dict) => (f.text(dict, 'Type') === 'Action' || f.get(dict, 'JS')) && FORBIDDEN.has(f.text(dict, 'S'))).map((dict) => f.text(dict, 'S'))],
  ['A 6.5.2', 'nothing happens when it is opened', (f) => [f.get(f.catalog, 'AA') && 'AA', f.get(f.catalog, 'Names', 'JavaScript') && 'JavaScript', f.pages.some((page) => f.get(page, 'AA')) && 'a page']],
  ['A 6.6.2', 'metadata is well-formed and without a filter that hides it', (f) => !/^<\?xpacket begin="\uFEFF"[^?]*\?>[\s\S]*<\?xpacket end="[rw]"\?>\s*$/.test(f.xmp) && 'no packet'],
  ['A 6.6.4', 'it says PDF/A-2b', (f) => !(/<pdfaid:part>2</.test(f.xmp) && /<pdfaid:conformance>B</.test(f.xmp)) && 'no'],
  ['A 6.6.2.3', 'names that the standard does not know are described', (f) => /pdfuaid:part/.test(f.xmp) && !/<pdfaSchema:prefix>pdfuaid</.test(f.xmp) && 'pdfuaid is not'],
  ['A 6.6.3', 'the title is the same in both places', (f) => { const title = f.text(info(f), 'Title'), said = /<dc:title><rdf:Alt><rdf:li xml:lang="x-default">([^<]*)/.exec(f.xmp)?.[1]; return title?.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;') !== said && `${title}, ${said}`; }],
  ['A 6.8', 'no file in the file', (f) => [...f.dicts()].some((dict) => f.get(dict, 'EF') || f.text(dict, 'Type') === 'EmbeddedFile') && 'one'],
  ['A 6.9', 'no layers without a name', (f) => f.get(f.catalog, 'OCProperties') && 'layers'],
  ['A 6.10', 'no other presentations, no requirements', (f) => [f.get(f.catalog, 'Names', 'AlternatePresentations') && 'one', f.get(f.catalog, 'Requirements') && 'one']],
];

// A form says of itself that it is PDF/UA-1; PDF/A it does not, for it is to be filled in: its field for the key is hidden.
const claims = (f, number) => number.startsWith('UA') || !f.get(f.catalog, 'AcroForm');

function pdfs(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((one) => {
    const at = path.join(folder, one.name);
    return one.isDirectory() ? pdfs(at) : one.name.endsWith('.pdf') ? [at] : [];
  });
}

await judge('node pdf-rules.mjs FOLDER', 1, async (folder) => {
  const broken = new Map(rules.map(([number]) => [number, []])), names = pdfs(folder), unclaimed = new Map();
  for (const name of names) {
    const bytes = fs.readFileSync(name), f = new File(bytes, await PDFDocument.load(bytes, { updateMetadata: false }));
    for (const [number, , faults] of rules) {
      const list = [...new Set([faults(f)].flat(3).filter(Boolean))];
      if (!list.length) continue;
      if (!claims(f, number)) unclaimed.set(number, list[0]);
      else broken.get(number).push(`${path.basename(name)}: ${list.slice(0, 4).join(', ')}${list.length > 4 ? ` and ${list.length - 4} more` : ''}`);
    }
  }
  check('there are PDFs', names.length === 0 && 'none');
  for (const [number, what] of rules) {
    const faults = broken.get(number);
    note(`${faults.length ? 'broken' : 'kept  '} ${number.padEnd(26)} ${what}`);
    check(`${number} ${what}`, faults);
  }
  note(`not claimed of forms: ${[...unclaimed].map(([number, why]) => `${number} (${why})`).join('; ') || 'all is kept'}`);
  note(`${rules.length} rules, ${names.length} files`);
});
