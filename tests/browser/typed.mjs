// SPDX-License-Identifier: MIT
// node typed.mjs FOLDER: Chinese typed into a PDF form in Chromium on a machine without any Chinese font. With the
// site's form-font-name: wingdings it is shown in the form's own font; without, it is not, which is why the option is there.
// Then on a machine with Chinese fonts and a form without one (form-font: viewer): characters, and the full-width marks
// for which PDFium looks elsewhere.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { check, judge, launchBrowser, note } from './common.mjs';
import { dark, openViewer } from './viewer.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const HERE = path.dirname(new URL(import.meta.url).pathname);
const FORM = 'plans/homes/homes', TYPED = '镕喆中文';

// A Latin face alone, in a configuration of its own.
function withoutChinese(folder) {
  const config = path.join(folder, 'fonts.conf');
  fs.writeFileSync(config, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>${path.resolve(folder)}/cache</cachedir></fontconfig>`);
  return { ...process.env, FONTCONFIG_FILE: path.resolve(config) };
}

async function formWith(folder, option) {
  const name = option.replace(/.* /, ''), site = path.join(folder, name), pdf = path.join(folder, `${name}.pdf`);
  fs.cpSync(path.join(HERE, '../form/site'), site, { recursive: true });
  fs.appendFileSync(path.join(site, 'content/site.yaml'), `${option}\n`);
  execFileSync(PLACARD, ['form', '-C', site, FORM, '-q', '-o', pdf, '--as-of', '2026-09-01']);
  const doc = await PDFDocument.load(fs.readFileSync(pdf), { updateMetadata: false });
  const field = doc.getForm().getField('name').acroField.getWidgets()[0].getRectangle();
  return { pdf, field, page: doc.getPage(0).getSize() };
}

// A busy machine's viewer loses keys: what it would save tells whether it has them, and they are typed anew until then.
async function typeUntilTaken(viewer, field, page, text) {
  for (let i = 0; i < 20; i += 1) {
    await viewer.type(field, page.height, text);
    const saved = await PDFDocument.load(await viewer.save(), { updateMetadata: false });
    if (saved.getForm().getTextField('name').getText() === text) return;
  }
  throw new Error(`the viewer did not take ${text}`);
}

async function inkTyped(browser, folder, option, text) {
  const { pdf, field, page } = await formWith(folder, option);
  const counter = await browser.newPage(), viewer = await openViewer(browser, pdf, page.width);
  const { view } = viewer, clip = viewer.clipOf(field, page.height);
  const before = await dark(counter, await viewer.settled({ clip }));
  await typeUntilTaken(viewer, field, page, text);
  const after = await viewer.settled({ clip, path: path.join(folder, `${option.replace(/.* /, '')}.png`) });
  const ink = (await dark(counter, after)) - before;
  await view.close();
  await counter.close();
  return ink;
}

await judge('node typed.mjs FOLDER', 1, async (folder) => {
  const browser = await launchBrowser({ env: withoutChinese(folder) });
  const own = await inkTyped(browser, folder, 'form-font-name: wingdings', TYPED), system = await inkTyped(browser, folder, 'form-font-name: plain', TYPED);
  await browser.close();
  note(`${TYPED}: ${own} dark dots in the form's own font, ${system} without the option`);
  check('typed Chinese is shown in the form\'s own font', own > 60 ? [] : [`${own} dots`]);
  check('without the option it is not', system < own / 2 ? [] : [`${system} dots`]);
  const usual = await launchBrowser();
  for (const text of [TYPED, '（１）：，'])
    check(`${text} is shown in the viewer's font`, [(await inkTyped(usual, folder, 'form-font: viewer', text))].filter((ink) => ink < 40).map((ink) => `${ink} dots`));
  await usual.close();
});
