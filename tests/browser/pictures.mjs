// SPDX-License-Identifier: MIT
// node pictures.mjs FOLDER: pictures of a text in the printed PDF: how large, where, with which words, and that a drawing
// reads nothing but itself. Measured in the PDF alone: dots of poppler's picture, its list of images, tags by pdf.js.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { check, judge } from './common.mjs';
import { png } from '../use/png.mjs';

globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const DPI = 150, MM = 25.4 / DPI, LEFT = 28, RIGHT = 184, TOP = 37, BOTTOM = 262;
const RED = [220, 0, 0], GREEN = [0, 160, 0], BLUE = [0, 0, 220], PLUM = [160, 0, 160];
const plain = (colour) => () => colour;
const SECRET = '院内密语';

const drawing = (folder) => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude" width="400" height="200">
<style>@import url("file://${folder}/outside.css"); @import url("outside.css");</style>
<rect width="400" height="200" fill="rgb(0,160,0)"/>
<image xlink:href="file://${folder}/plum.png" width="100" height="100"/><image xlink:href="plum.png" x="100" width="100" height="100"/>
<image xlink:href="../plum.png" x="200" width="100" height="100"/><image xlink:href="http://127.0.0.1:9/plum.png" x="300" width="100" height="100"/>
<text y="190"><xi:include href="file://${folder}/secret.txt" parse="text"/><xi:include href="secret.txt" parse="text"/></text></svg>`;

// --- what is on a page ---

function dots(file, page, folder) {
  const out = path.join(folder, 'page');
  execFileSync('pdftoppm', ['-r', String(DPI), '-f', String(page), '-l', String(page), '-singlefile', file, out]);
  const bytes = fs.readFileSync(`${out}.ppm`), head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  return { width: Number(head[1]), height: Number(head[2]), at: bytes.subarray(head[0].length) };
}

// The edges of all that has a colour, in mm; undefined where nothing has.
function edges(image, [r, g, b]) {
  let box;
  for (let y = 0; y < image.height; y += 1) for (let x = 0; x < image.width; x += 1) {
    const i = 3 * (y * image.width + x);
    if (Math.abs(image.at[i] - r) > 40 || Math.abs(image.at[i + 1] - g) > 40 || Math.abs(image.at[i + 2] - b) > 40) continue;
    box ??= { left: x, right: x, top: y, bottom: y };
    box = { left: Math.min(box.left, x), right: Math.max(box.right, x), top: Math.min(box.top, y), bottom: Math.max(box.bottom, y) };
  }
  return box && { left: box.left * MM, top: box.top * MM, width: (box.right + 1 - box.left) * MM, height: (box.bottom + 1 - box.top) * MM };
}

const near = (what, got, wanted, by = 0.4) => Math.abs(got - wanted) > by && `${what} is ${got?.toFixed(2)}, not ${wanted}`;

function figures(tree, list = []) {
  if (tree?.role === 'Figure') list.push(tree.alt);
  for (const child of tree?.children || []) figures(child, list);
  return list;
}

async function read(file) {
  const doc = await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(file)), verbosity: 0, isEvalSupported: false, useSystemFonts: false }).promise;
  const pages = [];
  for (let i = 1; i <= doc.numPages; i += 1) {
    const page = await doc.getPage(i);
    pages.push({ text: (await page.getTextContent()).items.map((item) => item.str).join(''), figures: figures(await page.getStructTree()) });
  }
  await doc.destroy();
  return pages;
}

// --- the site ---

const entry = (title, body) => `---\ntitle: ${title}\nissued: 2026-07-03\nperiod: 2026-07/2026-12\n---\n\n${body}\n`;
function write(folder, files) {
  for (const [name, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
}

// Two words and a photograph, as a program for pages makes it; turned by a quarter to the right (Exif 2.32, 4.6.4).
function photograph(folder, site) {
  const page = path.join(site, 'public/plans/first/first.pdf');
  execFileSync('pdftoppm', ['-jpeg', '-r', '40', '-f', '1', '-l', '1', '-singlefile', page, path.join(folder, 'photo')]);
  const bytes = fs.readFileSync(path.join(folder, 'photo.jpg'));
  const turn = Buffer.from('\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1');
  return [bytes, Buffer.concat([bytes.subarray(0, 2), turn, bytes.subarray(2)])];
}

function build(site, env = {}) {
  execFileSync(PLACARD, ['build', '-q', '-C', site, '--as-of', '2026-08-10'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
}

await judge('node pictures.mjs FOLDER', 1, async (folder) => {
  const site = path.join(path.resolve(folder), 'site'), printed = (name) => path.join(site, `public/plans/${name}/${name}.pdf`);
  write(site, {
    'content/site.yaml': 'title: 青禾市青年联合会\nbase_url: https://qinghe.example/\n',
    'content/plans/_index.md': '---\ntitle: 方案\nkind: plan\n---\n',
    'content/plans/first/index.md': entry('图片', '第一段。\n\n![红色的方块](red.png)\n\n第二段。'),
    'content/plans/first/red.png': png({ width: 300, height: 200, at: plain(RED) }),
  });
  write(folder, { 'plum.png': png({ width: 10, height: 10, at: plain(PLUM) }), 'secret.txt': SECRET, 'outside.css': 'rect{fill:#f0f}' });
  build(site);
  const red = edges(dots(printed('first'), 1, folder), RED);
  check('a PNG at its size, in the middle', red ? [near('width', red.width, 300 * 25.4 / 96), near('height', red.height, 200 * 25.4 / 96), near('middle', red.left + red.width / 2, (LEFT + RIGHT) / 2)] : 'it is not there');

  const [photo, turned] = photograph(folder, site);
  write(site, {
    'content/plans/more/index.md': entry('图片二', `![三百点](fine.png)\n\n![半宽](half.png){width=50%}\n\n行里有一个小图![印](seal.png)，后面还有字，见[网址](https://qinghe.example/)。`),
    'content/plans/more/fine.png': png({ width: 600, height: 300, at: plain(RED), dots: 300 }),
    'content/plans/more/half.png': png({ width: 60, height: 20, at: plain(GREEN) }),
    'content/plans/more/seal.png': png({ width: 40, height: 40, at: (x, y) => [...BLUE, (x - 20) ** 2 + (y - 20) ** 2 < 400 ? 255 : 0] }),
    'content/plans/photos/index.md': entry('图片三', '![照片](photo.jpg)\n\n![转过的照片](turned.jpg){width=6cm}'),
    'content/plans/photos/photo.jpg': photo,
    'content/plans/photos/turned.jpg': turned,
    'content/plans/tall/index.md': entry('图片四', '前面的字。\n\n![很高的图](tall.png)'),
    'content/plans/tall/tall.png': png({ width: 100, height: 900, at: plain(RED), dots: 40 }),
    'content/plans/drawn/index.md': entry('图片五', '![流程](drawn.svg)'),
    'content/plans/drawn/drawn.svg': drawing(path.resolve(folder)),
    'content/plans/drawn/plum.png': png({ width: 10, height: 10, at: plain(PLUM) }),
    'content/plans/drawn/secret.txt': SECRET,
    'content/plans/phases/index.md': entry('图片六', '{{schedule}}'),
    'content/plans/phases/schedule.yaml': 'phases:\n  - { id: a, title: 摸底, period: 2026-07 }\n  - { id: b, title: 推进, period: 2026-08/2026-12 }\n',
  });
  build(site);
  const more = dots(printed('more'), 1, folder), [fine, half, seal] = [RED, GREEN, BLUE].map((colour) => edges(more, colour));
  check('the resolution that a PNG says', near('width', fine?.width, 600 * 25.4 / 300));
  check('a width in per cent', near('width', half?.width, 78));
  check('a picture amid a line is as high as its text', [near('height', seal?.height, 156 / 28), near('width', seal?.width, 156 / 28)]);
  const [words] = await read(printed('more'));
  check('each picture has its words, in their order', JSON.stringify(words.figures) !== '["三百点","半宽","印"]' && JSON.stringify(words.figures));
  check('text around a picture and a link is there', !words.text.includes('，后面还有字，见网址。') && words.text);

  const list = execFileSync('pdfimages', ['-list', printed('photos')], { encoding: 'utf8' });
  check('a JPEG goes in as it is', (list.match(/ jpeg /g) || []).length !== 2 && list);
  execFileSync('pdfimages', ['-j', printed('photos'), path.join(folder, 'in')]);
  const inside = fs.readFileSync(path.join(folder, 'in-000.jpg'));
  check('the same bytes', !inside.equals(fs.readFileSync(path.join(site, 'public/plans/photos/photo.jpg'))) && 'they differ');
  const pages = await read(printed('photos')), at = pages.findIndex((page) => page.figures.includes('转过的照片')) + 1;
  const across = edges(dots(printed('photos'), at, folder), RED);
  check('a turned photograph lies on its side', [!across && 'it is not there', near('its left edge', across?.left, (LEFT + RIGHT) / 2, 40)]);

  const tall = await read(printed('tall')), on = tall.findIndex((page) => page.figures.includes('很高的图'));
  const high = edges(dots(printed('tall'), on + 1, folder), RED);
  check('a high picture fits a page', [high.top < TOP - 0.5 && 'it begins too high', high.top + high.height > BOTTOM && 'it ends too low', high.height < 190 && `it is ${high.height}`]);
  check('and its caption stands below it', !tall[on].text.includes('很高的图') && tall[on].text);

  const drawn = dots(printed('drawn'), 1, folder), green = edges(drawn, GREEN), [said] = await read(printed('drawn'));
  check('an SVG at its size', near('width', green?.width, 400 * 25.4 / 96));
  check('a drawing reads nothing but itself', [edges(drawn, PLUM) && 'a picture from outside', edges(drawn, [255, 0, 255]) && 'a style from outside', said.text.includes(SECRET) && 'a text from outside']);

  const phases = await read(printed('phases')), all = phases.map((page) => page.text).join(''), alt = phases.flatMap((page) => page.figures);
  check('our own chart is drawn, with what it shows as its words', [!all.includes('摸底') && 'no text', alt.length !== 1 && `${alt.length} figures`, !alt[0]?.includes('推进') && `says ${alt[0]}`]);

  const before = Object.fromEntries(['more', 'photos', 'tall', 'drawn', 'phases'].map((name) => [name, fs.readFileSync(printed(name))]));
  fs.rmSync(path.join(site, 'public'), { recursive: true });
  build(site, { LC_ALL: 'C', LANG: 'ja_JP.UTF-8', PANGO_LANGUAGE: 'ja', TZ: 'Pacific/Kiritimati' });
  check('the same bytes in another place', Object.entries(before).filter(([name, bytes]) => !fs.readFileSync(printed(name)).equals(bytes)).map(([name]) => name));
});
