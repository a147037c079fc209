// SPDX-License-Identifier: MIT
// PDF files byte by byte, for what no program would write. node pdf.mjs cut|xfa|slow >FILE
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

// A PDF of these objects, from number 1; the first is its catalog.
export function pdf(objects) {
  const parts = [Buffer.from('%PDF-1.7\n')], places = [];
  const size = () => parts.reduce((sum, part) => sum + part.length, 0);
  objects.forEach((object, i) => {
    places.push(size());
    parts.push(Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'));
  });
  const xref = size();
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`));
  return Buffer.concat(parts);
}
export const catalog = (form) => `<</Type/Catalog/Pages 2 0 R/AcroForm<<${form}>>>>`;
export const PAGES = '<</Type/Pages/Kids[3 0 R]/Count 1>>', PAPER = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>';
export const filled = (value, more = []) => pdf([catalog('/Fields[4 0 R]'), PAGES, PAPER, `<</FT/Tx/T(name)/V ${value}>>`, ...more]);
export const packed = (bytes) => {
  const data = zlib.deflateSync(bytes);
  return Buffer.concat([Buffer.from(`<</Filter/FlateDecode/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream')]);
};

const KINDS = {
  cut: () => filled('(a)').subarray(0, 300),
  xfa: () => pdf([catalog('/Fields[4 0 R]/XFA[(a)5 0 R]'), PAGES, PAPER, '<</FT/Tx/T(name)/V(a)>>', packed(Buffer.from('<xdp/>'))]),
  // A long way to go through what the answer is packed to.
  slow: () => filled('5 0 R', [packed(Buffer.alloc(600 << 20))]),
};
if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) process.stdout.write(KINDS[process.argv[2]]());
