// SPDX-License-Identifier: MIT
// A PNG of the colours that at(x, y) gives as [r, g, b] or [r, g, b, a]; dots are those of an inch.
import { deflateSync } from 'node:zlib';
import { crc32 } from './pack.mjs';

export function chunk(type, body) {
  const head = Buffer.alloc(4), tail = Buffer.alloc(4), named = Buffer.concat([Buffer.from(type), body]);
  head.writeUInt32BE(body.length);
  tail.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, tail]);
}

// The parts as they stand in the file, of which data is deflated.
export function pngOf(width, height, alpha, data, dots) {
  const head = Buffer.alloc(13), physical = Buffer.alloc(9);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, alpha ? 6 : 2, 0, 0, 0], 8);
  physical.writeUInt32BE(Math.round((dots || 96) / 0.0254));
  physical.writeUInt32BE(Math.round((dots || 96) / 0.0254), 4);
  physical[8] = 1;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), ...(dots ? [chunk('pHYs', physical)] : []), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

export function png({ width, height, at, dots }) {
  const each = at(0, 0).length, rows = Buffer.alloc(height * (1 + width * each));
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows.set(at(x, y), y * (1 + width * each) + 1 + x * each);
  return pngOf(width, height, each === 4, deflateSync(rows), dots);
}
