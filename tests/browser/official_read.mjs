// SPDX-License-Identifier: MIT
// What the tests of official documents measure with, in the PDF file alone: text and faces by pdf.js, rules and colours
// by the dots of poppler's picture; and the table of what was measured.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { check, note } from './common.mjs';

globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');

const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
export const MM = 25.4 / 72;
const DPI = 300, DOT = 25.4 / DPI;
export const LEFT = 28, TOP = 37, RIGHT = 184, BOTTOM = 262, CELL = 156 / 28, PITCH = 10.449;

// Writes the site and builds it; the result builds it again.
export function makeSite(site, files) {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
    fs.writeFileSync(path.join(site, name), text);
  }
  const build = (...more) => execFileSync(PLACARD, ['build', '-q', '-C', site, '--as-of', '2026-07-10', ...more], { stdio: ['ignore', 'ignore', 'inherit'] });
  build();
  return build;
}

export async function read(file) {
  const bytes = fs.readFileSync(file);
  const doc = await pdfjs.getDocument({ data: new Uint8Array(bytes), verbosity: 0, isEvalSupported: false, useSystemFonts: false }).promise;
  const pages = [];
  for (let i = 1; i <= doc.numPages; i += 1) {
    const page = await doc.getPage(i), { height } = page.getViewport({ scale: 1 });
    await page.getOperatorList();
    const all = (await page.getTextContent({ disableNormalization: true })).items.filter((item) => item.str.trim());
    // What runs up the page: along x is where it is above the lower edge, as a negative number.
    const turned = all.filter((item) => item.transform[3] === 0).map((item) => {
      const y = (height - item.transform[5]) * MM, size = item.transform[1] * MM, base = item.transform[4] * MM;
      return { text: item.str, x: -y, right: -y + item.width * MM, base, size, top: base - 0.88 * size };
    });
    const items = all.filter((item) => item.transform[3] !== 0).map((item) => {
      const size = item.transform[3] * MM, base = (height - item.transform[5]) * MM;
      return { text: item.str, x: item.transform[4] * MM, right: (item.transform[4] + item.width) * MM, base, size, top: base - 0.88 * size, face: page.commonObjs.get(item.fontName).name };
    });
    pages.push({ size: page.view.slice(2).map((side) => side * MM), items, lines: linesOf(items), turned: linesOf(turned) });
  }
  const info = await doc.getMetadata(), outline = await doc.getOutline();
  const tree = await (await doc.getPage(1)).getStructTree();
  await doc.destroy();
  return { pages, info: info.info, outline, tree, file };
}

// Items of one baseline, as far as faces agree on it.
function linesOf(items) {
  const lines = [];
  for (const item of [...items].sort((a, b) => a.base - b.base)) {
    const line = lines.at(-1);
    if (line && Math.abs(line[0].base - item.base) < 1) line.push(item);
    else lines.push([item]);
  }
  return lines.map((line) => {
    const sorted = line.sort((a, b) => a.x - b.x);
    return { ...sorted[0], items: sorted, text: sorted.map((item) => item.text).join(''), right: Math.max(...sorted.map((item) => item.right)) };
  });
}

export function picture(file, page, folder) {
  const out = path.join(folder, 'page');
  execFileSync('pdftoppm', ['-r', String(DPI), '-f', String(page), '-l', String(page), '-singlefile', file, out]);
  const bytes = fs.readFileSync(`${out}.ppm`);
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  const width = Number(head[1]), height = Number(head[2]), at = bytes.subarray(head[0].length);
  const red = (x, y) => at[3 * (y * width + x)] > 150 && at[3 * (y * width + x) + 1] < 100;
  const dark = (x, y) => at[3 * (y * width + x)] < 110 && at[3 * (y * width + x) + 1] < 110;
  const blue = (x, y) => at[3 * (y * width + x) + 2] > 150 && at[3 * (y * width + x)] < 100;
  return { width, height, red, dark, blue };
}

// Rows of a picture in which a colour fills more than so many mm.
export function rulesOf({ width, height }, is) {
  const rules = [];
  for (let y = 0; y < height; y += 1) {
    let left = -1, right = -1, n = 0;
    for (let x = 0; x < width; x += 1) if (is(x, y)) {
      if (left < 0) left = x;
      right = x;
      n += 1;
    }
    if (n * DOT < 140) continue;
    const last = rules.at(-1);
    if (last && y * DOT - last.bottom < 2 * DOT) last.bottom = (y + 1) * DOT;
    else rules.push({ top: y * DOT, bottom: (y + 1) * DOT, left: left * DOT, right: (right + 1) * DOT });
  }
  return rules;
}

export function firstRow({ width, height }, is) {
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) if (is(x, y)) return y * DOT;
  return NaN;
}

// The edges of all that has a colour below a height.
export function extent({ width, height }, is, below) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let y = Math.ceil(below / DOT); y < height; y += 1) for (let x = 0; x < width; x += 1) if (is(x, y)) {
    box.left = Math.min(box.left, x * DOT);
    box.right = Math.max(box.right, (x + 1) * DOT);
    box.top = Math.min(box.top, y * DOT);
    box.bottom = Math.max(box.bottom, (y + 1) * DOT);
  }
  return box;
}

const table = [];
export function measured(clause, what, got, wanted, tolerance) {
  const good = typeof wanted === 'number' ? Math.abs(got - wanted) <= tolerance : got === wanted;
  table.push([clause, what, typeof got === 'number' ? got.toFixed(2) : got, typeof wanted === 'number' ? `${wanted.toFixed(2)} ± ${tolerance}` : wanted]);
  check(`${clause} ${what}`, good ? [] : [`${got}, not ${wanted}`]);
}

export const find = (page, text) => page.lines.find((line) => line.text.includes(text));
export const faces = (line) => [...new Set(line.items.filter((item) => /[\u4e00-\u9fff]/.test(item.text)).map((item) => item.face))].join(' ');

export function printTable() {
  for (const row of table) note(row.join(' | '));
}
