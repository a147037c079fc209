// SPDX-License-Identifier: MIT
// What is written in an output, however it is written: as it is, UTF-16, base64, hexadecimal, percent-encoded, with
// the escapes of JSON, HTML and PDF, folded as calendars do it, deflated in a PDF, zip or PNG, or drawn on a page of
// PDF. Secrets are words of letters between zq and xv, and days of the years 2040 to 2099.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const LETTERS = 'bcdfghjklm';
export const wordOf = (n) => `zq${[...String(n + 10000)].map((digit) => LETTERS[digit]).join('')}xv`;
const WORD = /zq[bcdfghjklm]{5}xv/g;
const DAY = /(20[4-9]\d)(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)(?!\d)|年(\d{1,2})月(\d{1,2})日)/g;
const SERIAL = /<v>(5[1-9]\d{3}|[67]\d{4})<\/v>/g; // the same days in a workbook

function inflated(bytes) {
  const found = [];
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    const zlibHead = (bytes[at] & 15) === 8 && (bytes[at] >> 4) < 8 && ((bytes[at] << 8) | bytes[at + 1]) % 31 === 0 && !(bytes[at + 1] & 0x20);
    const zipHead = bytes[at] === 0x50 && bytes[at + 1] === 0x4B && bytes[at + 2] === 3 && bytes[at + 3] === 4;
    if (!zlibHead && !zipHead) continue;
    const from = zipHead ? at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28) : at;
    try {
      const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
      const out = (zipHead ? zlib.inflateRawSync : zlib.inflateSync)(bytes.subarray(from), options);
      if (out.length > 16) found.push(out);
    } catch { /* it only looked like one */ }
  }
  return found;
}

// A run of characters decoded from each place where a group may begin.
function runs(text, run, group, encoding) {
  const out = [];
  for (const [whole] of text.matchAll(run))
    for (let from = 0; from < group; from += 1) out.push(Buffer.from(whole.slice(from), encoding).toString('latin1'));
  return out.join('\n');
}

const code = (digits, base) => String.fromCharCode(parseInt(digits, base));

function* readings(bytes) {
  const plain = bytes.toString('latin1');
  yield plain;
  if (plain.includes('\0')) yield plain.replaceAll('\0', ''); // UTF-16, either way round
  if (/\n[ \t]/.test(plain)) yield plain.replace(/\r?\n[ \t]/g, '');
  const unescaped = plain.replace(/%([0-9a-f]{2})/gi, (_, hex) => code(hex, 16)).replace(/\\[ux]0*([0-9a-f]{2})(?![0-9a-f])/gi, (_, hex) => code(hex, 16))
    .replace(/\\([0-7]{3})/g, (_, octal) => code(octal, 8)).replace(/&#x0*([0-9a-f]{2});/gi, (_, hex) => code(hex, 16))
    .replace(/&#0*(\d{2,3});/g, (_, decimal) => code(decimal, 10));
  if (unescaped !== plain) yield unescaped.replaceAll('\0', '');
  yield runs(plain, /[0-9a-fA-F]{16,}/g, 2, 'hex').replaceAll('\0', '');
  yield runs(plain, /[A-Za-z0-9+/_-]{12,}/g, 4, 'base64').replaceAll('\0', '');
}

const pad = (n) => String(n).padStart(2, '0');

function daysIn(bytes) {
  const text = bytes.toString('utf8');
  const days = [...text.matchAll(DAY)].map(([, y, m, d, m2, d2, m3, d3]) => `${y}-${pad(m ?? m2 ?? m3)}-${pad(d ?? d2 ?? d3)}`);
  return days.concat([...text.matchAll(SERIAL)].map(([, n]) => new Date(Date.UTC(1899, 11, 30) + n * 864e5).toISOString().slice(0, 10)));
}

// A Map from each secret that stands in a file below a folder, or in the name of a file or folder there, to the names of these files.
export function secretsIn(folder) {
  const hits = new Map();
  const hit = (secret, name) => hits.set(secret, (hits.get(secret) ?? new Set()).add(name));
  for (const name of fs.readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name), bytes = fs.statSync(file).isFile() ? fs.readFileSync(file) : Buffer.alloc(0);
    const layers = [bytes, Buffer.from(name), ...inflated(bytes)];
    layers.push(...layers.slice(2).flatMap(inflated));
    if (name.endsWith('.pdf')) layers.push(spawnSync('pdftotext', [file, '-']).stdout);
    for (const layer of layers) {
      for (const text of readings(layer)) for (const [word] of text.matchAll(WORD)) hit(word, name);
      for (const day of daysIn(layer)) hit(day, name);
    }
  }
  return new Map([...hits].map(([secret, names]) => [secret, [...names]]));
}
