// SPDX-License-Identifier: MIT
// node address.mjs FOLDER: the address of its page on a printed entry, read back from the PDF: the code by zbarimg from a
// picture of the page, the text and the tags by pdf.js.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { check, judge } from './common.mjs';

globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
const PLACARD = path.resolve(process.env.PLACARD || 'build/debug/placard');
const URL_OF = 'https://qinghe.example/notices/open-days/';

function decoded(file, folder) {
  execFileSync('pdftoppm', ['-r', '150', '-png', '-f', '1', '-l', '1', '-singlefile', file, path.join(folder, 'page')]);
  return spawnSync('zbarimg', ['-q', '--raw', path.join(folder, 'page.png')], { encoding: 'utf8' }).stdout.trim();
}

function tags(tree, role, list = []) {
  if (tree?.role === role) list.push(tree.alt || '');
  for (const child of tree?.children || []) tags(child, role, list);
  return list;
}

async function read(file) {
  const doc = await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(file)), verbosity: 0, isEvalSupported: false, useSystemFonts: false }).promise, page = await doc.getPage(1);
  const items = (await page.getTextContent()).items, got = {
    text: items.map((item) => item.str).join(''), tree: await page.getStructTree(), links: (await page.getAnnotations()).map((one) => one.url),
    day: items.find((item) => item.str.includes('本月开放'))?.transform[5], at: items.find((item) => item.str.includes('网页'))?.transform[5], pages: doc.numPages,
  };
  await doc.destroy();
  return got;
}

await judge('node address.mjs FOLDER', 1, async (folder) => {
  const site = path.join(path.resolve(folder), 'site'), file = path.join(site, 'public/notices/open-days/open-days.pdf');
  const build = (key) => {
    for (const [name, text] of Object.entries({
      'site.yaml': `title: 青禾市青年联合会\nbase_url: https://qinghe.example/\nissuer: federation\n${key}`,
      'org/units.csv': 'id,name\nfederation,青禾市青年联合会\n',
      'notices/_index.md': '---\ntitle: 通知\nkind: notice\n---\n',
      'notices/open-days.md': '---\ntitle: 关于开放日的通知\nnumber: 青联发〔2026〕3号\nissued: 2026-07-03\n---\n\n本月开放四天。\n',
    })) {
      fs.mkdirSync(path.dirname(path.join(site, 'content', name)), { recursive: true });
      fs.writeFileSync(path.join(site, 'content', name), text);
    }
    execFileSync(PLACARD, ['build', '-q', '-C', site, '--as-of', '2026-07-10'], { stdio: ['ignore', 'ignore', 'inherit'] });
    return read(file);
  };
  const qr = await build('print-address: qr\n'), bytes = fs.readFileSync(file), code = decoded(file, folder);
  check('the code says where the page is', code !== URL_OF && code);
  check('and so does the text beside it', !qr.text.includes(`网页：${URL_OF}`) && qr.text);
  check('which is a link', !qr.links.includes(URL_OF) && String(qr.links));
  check('the code has its words', JSON.stringify(tags(qr.tree, 'Figure')) !== JSON.stringify([`二维码：${URL_OF}`]) && JSON.stringify(tags(qr.tree, 'Figure')));
  check('both stand below the text', !(qr.at < qr.day) && `${qr.at}, ${qr.day}`);
  check('on the page that was there', qr.pages !== 1 && `${qr.pages} pages`);
  await build('print-address: 二维码\n');
  check('the same by its Chinese name', !fs.readFileSync(file).equals(bytes) && 'other bytes');
  const text = await build('print-address: text\n');
  check('the text alone', [!text.text.includes(URL_OF) && text.text, decoded(file, folder) && 'a code', tags(text.tree, 'Figure').length && 'a figure']);
  const none = await build('');
  check('nothing where nobody asks for it', [none.text.includes('qinghe.example') && none.text, decoded(file, folder) && 'a code']);
});
