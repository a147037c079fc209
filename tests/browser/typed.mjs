// SPDX-License-Identifier: MIT
// node typed.mjs FOLDER: Chinese typed into a PDF form in Chromium on a machine without any Chinese font. With the
// site's form-font-name: wingdings it is shown in the form's own font; without, it is not, which is why the option is there.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { check, judge, launchBrowser, note } from './common.mjs';

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const HERE = path.dirname(new URL(import.meta.url).pathname);
const FORM = 'plans/homes/homes', TYPED = '镕喆中文';

// A Latin face alone, in a configuration of its own.
function withoutChinese(folder) {
  const config = path.join(folder, 'fonts.conf');
  fs.writeFileSync(config, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>${path.resolve(folder)}/cache</cachedir></fontconfig>`);
  return { ...process.env, FONTCONFIG_FILE: path.resolve(config) };
}

async function formWith(folder, name) {
  const site = path.join(folder, name), pdf = path.join(folder, `${name}.pdf`);
  fs.cpSync(path.join(HERE, '../form/site'), site, { recursive: true });
  fs.appendFileSync(path.join(site, 'content/site.yaml'), `form-font-name: ${name}\n`);
  execFileSync(PLACARD, ['form', '-C', site, FORM, '-q', '-o', pdf, '--as-of', '2026-09-01']);
  const doc = await PDFDocument.load(fs.readFileSync(pdf), { updateMetadata: false });
  const field = doc.getForm().getField('name').acroField.getWidgets()[0].getRectangle();
  return { pdf, field, page: doc.getPage(0).getSize() };
}

// How many dark dots a picture has, counted by a browser of its own: the page of the viewer is not ours to look into.
const dark = (page, png) => page.evaluate(async (data) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const dots = canvas.getImageData(0, 0, image.width, image.height).data;
  let n = 0;
  for (let i = 0; i < dots.length; i += 4) n += dots[i] + dots[i + 1] + dots[i + 2] < 300;
  return n;
}, png.toString('base64'));

// The viewer fits the page to its window's width, less a narrow edge.
const WIDE = 1000, EDGE = 7.5, TOP = 4;

async function inkTyped(browser, folder, name) {
  const { pdf, field, page } = await formWith(folder, name);
  const view = await browser.newPage({ viewport: { width: WIDE, height: 1400 } }), counter = await browser.newPage();
  await view.goto(`${pathToFileURL(path.resolve(pdf)).href}#toolbar=0&view=FitH`);
  const scale = (WIDE - 2 * EDGE) / page.width;
  const clip = { x: EDGE + field.x * scale, y: TOP + (page.height - field.y - field.height) * scale, width: field.width * scale, height: field.height * scale };
  const around = { x: 0, y: clip.y, width: clip.x, height: clip.height };
  // Until the label beside the field is drawn: before that all is dark, then all is white.
  for (let i = 0; i < 100; i += 1) {
    const n = await dark(counter, await view.screenshot({ clip: around }));
    if (n > 100 && n < around.width * around.height / 2) break;
    await view.waitForTimeout(100);
  }
  const before = await dark(counter, await view.screenshot({ clip }));
  await view.mouse.click(clip.x + clip.width / 2, clip.y + clip.height / 2);
  await view.waitForTimeout(300);
  await view.keyboard.insertText(TYPED);
  await view.waitForTimeout(300);
  await view.keyboard.press('Tab');
  await view.waitForTimeout(500);
  const after = await view.screenshot({ clip, path: path.join(folder, `${name}.png`) });
  const ink = (await dark(counter, after)) - before;
  await view.close();
  await counter.close();
  return ink;
}

await judge('node typed.mjs FOLDER', 1, async (folder) => {
  const browser = await launchBrowser({ env: withoutChinese(folder) });
  const own = await inkTyped(browser, folder, 'wingdings'), system = await inkTyped(browser, folder, 'plain');
  await browser.close();
  note(`${TYPED}: ${own} dark dots in the form's own font, ${system} without the option`);
  check('typed Chinese is shown in the form\'s own font', own > 60 ? [] : [`${own} dots`]);
  check('without the option it is not', system < own / 2 ? [] : [`${system} dots`]);
});
