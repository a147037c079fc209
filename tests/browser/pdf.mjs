// pdf.mjs FORM.pdf: is the form built so that viewers can fill it in Chinese, and
// do two programs that are not ours (pdf-lib, and pdf.js as in Firefox) fill it
// and read back what was filled?
import fs from 'node:fs';
import path from 'node:path';
import {
  PDFArray, PDFCheckBox, PDFDict, PDFDocument, PDFDropdown, PDFHexString, PDFName,
  PDFOptionList, PDFRadioGroup, PDFRawStream, PDFStream, PDFTextField, decodePDFRawStream,
} from 'pdf-lib';
import { HARD_LINES, HARD_TEXT, check, cutTo, judge, note } from './common.mjs';

// pdf.js reports these on standard output when they are missing; they are for
// drawing pages, which no test here does.
globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

// What a GBK font can show. pdf.js drops its own appearance of a field and asks for
// NeedAppearances as soon as one character is lacking, so its text has no others.
const GBK_TEXT = '镕喆“引”（）Abc 12';
const GBK_LINES = `${GBK_TEXT}\n第二行`;

const get = (dict, key, type) => (type
  ? dict?.lookupMaybe(PDFName.of(key), type) : dict?.lookup(PDFName.of(key)));
const load = (bytes) => PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
const acroFormOf = (doc) => get(doc.catalog, 'AcroForm', PDFDict);

function inherited(dict, key) {
  for (let node = dict, depth = 0; node && depth < 32; node = get(node, 'Parent', PDFDict), depth += 1) {
    const value = node.lookup(PDFName.of(key));
    if (value) return value;
  }
  return undefined;
}

function widgetsOf(doc) {
  return doc.getPages().flatMap((page) =>
    (get(page.node, 'Annots', PDFArray)?.asArray() ?? []).map((ref) => doc.context.lookup(ref, PDFDict)))
    .filter((annot) => get(annot, 'Subtype', PDFName)?.asString() === '/Widget');
}

const textOf = (value) => value?.decodeText?.() ?? '';
const nameOf = (widget) => textOf(inherited(widget, 'T')) || 'a widget without a name';

function appearanceFault(widget) {
  const normal = get(get(widget, 'AP', PDFDict), 'N');
  if (normal instanceof PDFStream) return '';
  if (!(normal instanceof PDFDict)) return `${nameOf(widget)} has no AP/N`;
  const states = normal.keys().map((key) => key.asString());
  if (!states.some((state) => state !== '/Off')) return `${nameOf(widget)} has no picture of being on`;
  if (!get(widget, 'AS', PDFName)) return `${nameOf(widget)} has AP/N states but no AS`;
  return states.every((state) => normal.lookup(PDFName.of(state.slice(1))) instanceof PDFStream)
    ? '' : `${nameOf(widget)} has an AP/N state that is no stream`;
}

function fontFaults(tag, font) {
  const encoding = get(font, 'Encoding');
  const inner = get(font, 'DescendantFonts', PDFArray)?.lookup(0, PDFDict);
  const file = get(get(inner, 'FontDescriptor', PDFDict), 'FontFile2');
  const start = file instanceof PDFRawStream
    ? Buffer.from(decodePDFRawStream(file).getBytes(4)).toString('hex') : '';
  return [
    !(encoding instanceof PDFName && encoding.asString() === '/Identity-H') && `${tag} has Encoding ${encoding}`,
    !['00010000', '74727565'].includes(start) && `${tag} has no TrueType program in FontFile2`,
    // By it pdf.js and poppler turn what is typed into codes of this font.
    !get(font, 'ToUnicode') && `${tag} has no ToUnicode`,
  ];
}

function daFault(widget, acroForm, fonts) {
  if (!['/Tx', '/Ch'].includes(inherited(widget, 'FT')?.asString())) return '';
  const da = textOf(inherited(widget, 'DA') ?? get(acroForm, 'DA'));
  const tag = /\/(\S+)\s+[\d.]+\s+Tf/.exec(da)?.[1];
  return tag && get(fonts, tag) ? '' : `${nameOf(widget)} is typed in ${tag ?? 'no font'}, which DR lacks`;
}

function checkStructure(doc, label) {
  const acroForm = acroFormOf(doc);
  const widgets = widgetsOf(doc);
  const fonts = get(get(acroForm, 'DR', PDFDict), 'Font', PDFDict);
  // With it poppler and others throw our appearances away and make poorer ones.
  check(`${label} sets no NeedAppearances`, get(acroForm, 'NeedAppearances') ? 'it is set' : []);
  check(`${label} has widgets`, widgets.length ? [] : 'no page has one');
  check(`${label} draws every widget`, widgets.map(appearanceFault));
  check(`${label} explains every widget`, widgets
    .map((widget) => (/\p{L}/u.test(textOf(inherited(widget, 'TU'))) ? '' : `${nameOf(widget)} has no TU`)));
  check(`${label} types in a font of DR`, widgets.map((widget) => daFault(widget, acroForm, fonts)));
  check(`${label} embeds its DR fonts`, fonts?.keys().length
    ? fonts.keys().flatMap((key) => fontFaults(key.asString(), fonts.lookup(key, PDFDict)))
    : 'DR has no font');
}

// /V is set without pdf-lib's own appearances: those are in Helvetica and throw on Chinese.
function fillOne(field) {
  if (field instanceof PDFTextField) {
    const text = cutTo(field.isMultiline() ? HARD_LINES : HARD_TEXT, field.getMaxLength() ?? Infinity);
    field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(text));
    return text;
  }
  if (field instanceof PDFCheckBox) {
    field.check();
    return true;
  }
  if (field instanceof PDFRadioGroup) {
    field.select(field.getOptions().at(-1));
    return field.getOptions().at(-1);
  }
  if (field instanceof PDFDropdown || field instanceof PDFOptionList) {
    const option = field.acroField.getOptions().at(-1);
    // select() would store the words shown, not the value that stands for them.
    field.acroField.dict.set(PDFName.of('V'), option.value);
    return textOf(option.value);
  }
  return undefined;
}

function readOne(field) {
  if (field instanceof PDFTextField) return field.getText();
  if (field instanceof PDFCheckBox) return field.isChecked();
  if (field instanceof PDFRadioGroup) return field.getSelected();
  return field.acroField.getValues().map(textOf).join();
}

async function openInPdfjs(bytes) {
  const doc = await pdfjs.getDocument({
    data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false, useSystemFonts: false,
  }).promise;
  const pages = await Promise.all(Array.from({ length: doc.numPages }, (_, i) => doc.getPage(i + 1)));
  const annotations = (await Promise.all(pages.map((page) => page.getAnnotations()))).flat();
  return { doc, widgets: annotations.filter((one) => one.subtype === 'Widget') };
}

function pdfjsFault(widget, filled, states) {
  const wanted = filled[widget.fieldName];
  if (wanted === undefined) return '';
  // The states of a choice are numbers; what they stand for is in /Opt, which pdf-lib reads for us.
  const option = states[widget.fieldName]?.indexOf(wanted);
  if (option >= 0 && `${widget.fieldValue}` === `${option}`) return '';
  const value = wanted === true ? widget.fieldValue === widget.exportValue && widget.exportValue !== 'Off'
    : [widget.fieldValue].flat().join();
  return value === wanted ? '' : `${widget.fieldName} is ${JSON.stringify(widget.fieldValue)}, not ${JSON.stringify(wanted)}`;
}

// As a person in Firefox: types, and saves.
async function checkPdfjsFilling(bytes, label) {
  const { doc, widgets } = await openInPdfjs(bytes);
  const typed = {};
  for (const widget of widgets.filter((one) => one.fieldType === 'Tx' && !one.readOnly)) {
    typed[widget.fieldName] = cutTo(widget.multiLine ? GBK_LINES : GBK_TEXT, widget.maxLen || Infinity);
    doc.annotationStorage.setValue(widget.id, { value: typed[widget.fieldName] });
  }
  const saved = await load(await doc.saveDocument());
  await doc.destroy();
  const faults = Object.keys(typed)
    .map((name) => [name, saved.getForm().getTextField(name).getText()])
    .filter(([name, text]) => text !== typed[name])
    .map(([name, text]) => `${name} is ${JSON.stringify(text)}, not ${JSON.stringify(typed[name])}`);
  check(`${label} is filled by pdf.js`, Object.keys(typed).length ? faults : 'it found no text field');
  check(`${label} has in its font what pdf.js typed`, [
    get(acroFormOf(saved), 'NeedAppearances') ? 'pdf.js had to set NeedAppearances' : '',
    ...widgetsOf(saved).map(appearanceFault),
  ]);
}

await judge('pdf.mjs FORM.pdf', 1, async (file) => {
  const bytes = fs.readFileSync(file);
  const label = path.basename(file);
  const doc = await load(bytes);
  // Before getForm(), which makes an AcroForm where there is none.
  if (!acroFormOf(doc)) throw new Error(`${label} has no AcroForm`);
  checkStructure(doc, label);

  const filled = {};
  for (const field of doc.getForm().getFields()) {
    const value = field.isReadOnly() ? undefined : fillOne(field);
    note(`field ${field.getName()}, a ${field.constructor.name}${value === undefined ? ', left alone' : ''}`);
    if (value !== undefined) filled[field.getName()] = value;
  }
  const filledBytes = await doc.save({ updateFieldAppearances: false });

  const form = (await load(filledBytes)).getForm();
  check(`${label} is filled by pdf-lib`, Object.keys(filled).length ? Object.keys(filled)
    .filter((name) => readOne(form.getField(name)) !== filled[name])
    .map((name) => `${name} is ${JSON.stringify(readOne(form.getField(name)))}, not ${JSON.stringify(filled[name])}`) : 'no field to fill');

  const states = Object.fromEntries(form.getFields()
    .filter((field) => field instanceof PDFRadioGroup).map((field) => [field.getName(), field.getOptions()]));
  const { doc: other, widgets } = await openInPdfjs(filledBytes);
  for (const widget of widgets) note(`pdf.js reads ${widget.fieldName} = ${JSON.stringify(widget.fieldValue)}`);
  const missing = Object.keys(filled).filter((name) => !widgets.some((widget) => widget.fieldName === name));
  check(`${label} is read by pdf.js`, [
    ...widgets.filter(({ fieldName }) => !form.getFieldMaybe(fieldName)).map((one) => `${one.fieldName} is not in Fields`),
    ...missing.map((name) => `${name} is on no page`), ...widgets.map((widget) => pdfjsFault(widget, filled, states)),
  ]);
  await other.destroy();
  await checkPdfjsFilling(bytes, label);
});
