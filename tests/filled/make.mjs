// SPDX-License-Identifier: MIT
// PLACARD=build/placard node tests/filled/make.mjs: makes the files of tests/filled/site/…/submissions anew, which tests/site/form-filled.txt collects: one
// form, without a font in it so that it is small, filled by each program that tests/browser/fill.mjs can drive.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../browser/common.mjs';
import {
  AS_OF, FORM, PLACARD, RARE, byChromium, byLibreOffice, byPdfLib, byPdfjs, byPoppler, byWord, docxParts, docxWith, savedAgain, typed,
} from '../browser/fill.mjs';

const site = path.join(path.dirname(new URL(import.meta.url).pathname), 'site'), came = path.join(site, 'content/plans/homes/submissions/homes');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'filled-')), pdf = path.join(work, 'homes.pdf'), docx = path.join(work, 'homes.docx');
// Faces with TrueType outlines alone: of others cairo puts much more into a file than is drawn.
fs.writeFileSync(path.join(work, 'fonts.conf'), `<fontconfig><dir>/usr/share/fonts/truetype/wqy</dir><cachedir>${work}/cache</cachedir></fontconfig>`);
const env = { ...process.env, FONTCONFIG_FILE: path.join(work, 'fonts.conf') };
const blank = (out) => execFileSync(PLACARD, ['form', '-C', site, FORM, '-q', '-o', out, '--as-of', AS_OF], { env });
const put = (month, name, bytes) => {
  const file = path.join(came, month, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
  return file;
};

fs.rmSync(came, { recursive: true, force: true });
blank(pdf);
blank(docx);
const bytes = fs.readFileSync(pdf), values = { ...typed, ...RARE, unit: '禾东区青联' };
put('2026-07', '2026-07-20 pdf-lib.pdf', await byPdfLib(bytes, values));
put('2026-08', '2026-08-20 pdfjs.pdf', await byPdfjs(bytes, values));
byPoppler(pdf, values, put('2026-09', '2026-09-20 poppler.pdf', ''));
const browser = await launchBrowser();
put('2026-10', '2026-10-20 chromium.pdf', await byChromium(browser, pdf, values));
await browser.close();
put('2026-11', '2026-11-20 libreoffice.xlsx', byLibreOffice(work, values));
docxWith(docx, path.join(work, 'word.docx'), (text) => byWord(text, docxParts(values)));
put('2026-12', '2026-11-30 libreoffice.docx', savedAgain(work, path.join(work, 'word.docx')));
fs.rmSync(work, { recursive: true });
