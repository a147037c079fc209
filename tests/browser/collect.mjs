// SPDX-License-Identifier: MIT
// node collect.mjs FOLDER: one form of every type of field, filled by programs that are not ours (fill.mjs), and as XFDF and JSON,
// then collected and compared value by value. What a PDF cannot say is left out there by name.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { check, judge, launchBrowser } from './common.mjs';
import {
  AS_OF, FORM, LONG, PLACARD, RARE, RARE_ALL, WANTED, asXfdf, byChromium, byLibreOffice, byPdfLib, byPdfjs, byPoppler, byWord, docxParts, docxWith, readCsv,
  savedAgain, typed, withoutControls,
} from './fill.mjs';

const faults = (row, wanted) => (row ? Object.entries(wanted).filter(([name, value]) => row[name] !== value)
  .map(([name, value]) => `${name} is ${JSON.stringify(row[name])}, not ${JSON.stringify(value)}`) : ['it was not collected']);

// The same form without a font in it, filled by the same programs. It is small, and what comes back is the same.
async function checkViewersFont(site, work, browser, values) {
  const config = path.join(site, 'content/site.yaml'), plain = fs.readFileSync(config), small = path.join(work, 'small.pdf'), out = path.join(work, 'small.csv');
  fs.appendFileSync(config, 'form-font: viewer\n');
  execFileSync(PLACARD, ['form', '-C', site, FORM, '-q', '-o', small, '--as-of', AS_OF]);
  fs.writeFileSync(config, plain);
  const blank = fs.readFileSync(small), file = (name) => path.join(work, `small-${name}.pdf`), rare = { ...values, ...RARE };
  check('a form without a font is small', blank.length < 250000 ? [] : [`${blank.length} bytes`]);
  fs.writeFileSync(file('pdf-lib'), await byPdfLib(blank, rare));
  fs.writeFileSync(file('pdfjs'), await byPdfjs(blank, rare));
  byPoppler(small, rare, file('poppler'));
  fs.writeFileSync(file('chromium'), await byChromium(browser, small, values));
  const names = ['pdf-lib', 'pdfjs', 'poppler', 'chromium'];
  spawnSync(PLACARD, ['collect', '-C', site, FORM, ...names.map(file), '-q', '-o', out, '--as-of', AS_OF]);
  const rows = readCsv(fs.readFileSync(out, 'utf8'));
  for (const name of names)
    check(`collected without a font from ${name}`, faults(rows.find((row) => row._file.includes(name)), name === 'chromium' ? WANTED : { ...WANTED, ...RARE }));
}

// An answer of 2,000 characters, which a page breaks: all of it is shown by those that set it, within its cells, and collected.
const ESSAY = `title: 申请表
rows:
  - - { id: name, label: 姓名 }
  - - { id: essay, label: 我的想法, type: multiline, lines: 56, max: 2000 }
`;
const shownWithin = (pdf, rects, heights) => rects.flatMap((rect, i) => {
  const out = execFileSync('pdftotext', ['-bbox', '-f', String(i + 1), '-l', String(i + 1), pdf, '-'], { encoding: 'utf8' });
  const words = [...out.matchAll(/yMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^<]*)</g)].filter(([, , , text]) => /想|段/.test(text) && !/我的/.test(text));
  const low = Math.max(...words.map(([, , bottom]) => Number(bottom))), edge = heights[i] - rect.y;
  return words.length > 5 && low <= edge + 1 ? [] : [`page ${i + 1}: ${words.length} words down to ${low}, the cell ends at ${edge}`];
});
async function checkLongAnswer(site, work) {
  fs.writeFileSync(path.join(site, 'content/plans/homes/forms/essay.yaml'), ESSAY);
  const form = path.join(work, 'essay.pdf'), out = path.join(work, 'essay.csv'), file = (name) => path.join(work, `essay-${name}.pdf`);
  execFileSync(PLACARD, ['form', '-C', site, 'plans/homes/essay', '-q', '-o', form, '--as-of', AS_OF]);
  const blank = fs.readFileSync(form), doc = await PDFDocument.load(blank, { updateMetadata: false });
  const names = ['essay', 'essay-2'], rects = names.map((name) => doc.getForm().getField(name).acroField.getWidgets()[0].getRectangle());
  const text = Array.from({ length: 80 }, (_, i) => `第${i + 101}段：青年的想法写在这里，有“引号”，也有逗号。${i % 8 ? '' : '\n'}`).join('').slice(0, 2000);
  const high = rects.map((rect) => rect.height), first = Math.floor(2000 * high[0] / (high[0] + high[1]));
  const values = { name: '甲', essay: text.slice(0, first), 'essay-2': text.slice(first) };
  byPoppler(form, values, file('poppler'));
  fs.writeFileSync(file('pdfjs'), await byPdfjs(blank, values));
  spawnSync(PLACARD, ['collect', '-C', site, 'plans/homes/essay', file('poppler'), file('pdfjs'), '-q', '-o', out, '--as-of', AS_OF]);
  const rows = readCsv(fs.readFileSync(out, 'utf8'));
  for (const by of ['poppler', 'pdfjs']) {
    check(`a long answer over two pages collected from ${by}`, faults(rows.find((row) => row._file.includes(by)), { essay: text.trim(), _status: 'ok' }));
    check(`a long answer over two pages shown as ${by} set it`, shownWithin(file(by), rects, doc.getPages().map((page) => page.getHeight())));
  }
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
  await checkLongAnswer(site, work);
  const browser = await launchBrowser();
  put('2026-12', '2026-11-20 chromium.pdf', await byChromium(browser, path.join(work, 'homes.pdf'), mine));
  await checkViewersFont(site, work, browser, mine);
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
  const rare = { ...typed, ...RARE_ALL, unit: '澄湾区青联' };
  put('2026-07', '2026-07-22 pdf-lib.pdf', await byPdfLib(blank, rare));
  put('2026-08', '2026-08-22 pdfjs.pdf', await byPdfjs(blank, rare));
  put('2026-09', '2026-09-22 poppler.pdf', '');
  byPoppler(path.join(work, 'homes.pdf'), rare, path.join(came, '2026-09/2026-09-22 poppler.pdf'));
  put('2026-10', '2026-10-22 page.json', JSON.stringify({ form: FORM, version: 2, values: rare }));
  put('2026-11', '2026-11-22 xfdf.xfdf', asXfdf(rare, hidden));
  docxWith(docx, path.join(work, 'rare.docx'), (text) => byWord(text, docxParts(rare)));
  put('2026-12', '2026-12-22 word.docx', fs.readFileSync(path.join(work, 'rare.docx')));
  put('2026-11', '2026-11-24 table.xlsx', byLibreOffice(work, { ...rare, unit: '禾西区青联' }));
  // What stands beside 其他, and one that nobody filled in.
  put('2026-10', '2026-10-23 other.xfdf', asXfdf({ ...mine, unit: '禾西区青联', way: '座谈' }, { ...hidden, way: '3', 'way-other': '线上', 'topics-other': '歌咏' }));
  put('2026-11', '2026-11-23 blank.pdf', blank);

  const out = path.join(work, 'all.csv');
  const run = spawnSync(PLACARD, ['collect', '-C', site, FORM, '-q', '-o', out, '--as-of', AS_OF], { encoding: 'utf8', env: { ...process.env, PLACARD_LANG: 'en' } });
  const rows = readCsv(fs.readFileSync(out, 'utf8'));
  const named = (name) => rows.find((row) => row._file.includes(name));
  for (const name of ['07-20 pdf-lib', '08-20 pdfjs', '09-20 poppler', '10-20 xfdf', '11-20 page', '07-21 table'])
    check(`collected from ${name}`, faults(named(name), { ...WANTED, _status: 'ok' }));
  check('collected from Chromium', faults(named('11-20 chromium'), { ...WANTED, _status: 'ok' }));
  const fromWord = { ...WANTED, topics: '志愿服务、兴趣培养、歌咏', _status: 'ok' };
  for (const name of ['08-21 word', '11-30 bare']) check(`collected from ${name}`, faults(named(name), fromWord));
  // LibreOffice 7.4 moves the line ends of a control out of it, to its front.
  check('collected from 09-21 writer', faults(named('09-21 writer'), { ...fromWord, work: LONG.replace(/\n/g, '') }));
  const blanks = Object.fromEntries(Object.keys(WANTED).map((name) => [name, '']));
  for (const name of ['11-21 blank', '12-21 bare']) check(`${name} says nothing`, faults(named(name), blanks));
  for (const name of ['07-22 pdf-lib', '08-22 pdfjs', '09-22 poppler', '10-22 page', '11-22 xfdf', '12-22 word', '11-24 table'])
    check(`rare characters from ${name}`, faults(named(name), { ...WANTED, ...RARE_ALL, _status: 'ok' }));
  check('what stands beside 其他', faults(named('10-23 other'), { way: '线上', topics: '志愿服务、兴趣培养、歌咏' }));
  check('a blank form says nothing', [
    !run.stderr.includes('2026-11-23 blank.pdf: error') && run.stderr, named('11-23 blank') && named('11-23 blank')._status !== 'invalid unplaced' && named('11-23 blank')._status]);
  check('exit 1, as one has no sender', run.status === 1 ? [] : [`exit ${run.status}: ${run.stderr}`]);
});
