// SPDX-License-Identifier: MIT
// Packs a folder as a ZIP file, as workbooks are: node pack.mjs FOLDER FILE [NAME=SIZE…]. A NAME=SIZE adds a
// part of that many blanks, for what unpacks to more than it should.
import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xEDB88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

export function crc32(bytes) {
  let c = ~0;
  for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8);
  return ~c >>> 0;
}

// Local header, central header and end of a ZIP file: PKWARE's APPNOTE, 4.3.7, 4.3.12, 4.3.16.
export function pack(parts) {
  const body = [], directory = [];
  let at = 0;
  for (const [name, bytes] of parts) {
    const packed = deflateRawSync(bytes, { level: 9 }), file = Buffer.from(name);
    const head = Buffer.alloc(30), entry = Buffer.alloc(46);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(0x21, 12);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(file.length, 26);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    body.push(head, file, packed);
    directory.push(entry, file);
    at += head.length + file.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.reduce((n, b) => n + b.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...body, ...directory, end]);
}

function filesIn(dir) {
  return readdirSync(dir).sort().map((name) => join(dir, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : [file]));
}

export const packFolder = (folder) => pack(filesIn(folder).map((file) => [relative(folder, file), readFileSync(file)]));

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, out, ...more] = process.argv.slice(2);
  const parts = filesIn(folder).map((file) => [relative(folder, file), readFileSync(file)]);
  for (const [name, size] of more.map((part) => part.split('='))) parts.push([name, Buffer.alloc(Number(size), ' ')]);
  writeFileSync(out, pack(parts));
}
