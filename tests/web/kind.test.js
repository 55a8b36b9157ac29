import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kindOf, sizeOf } from '../../web/src/pictures/kind.js';

const bytes = (...parts) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : [part])),
  );

const png = bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 13, 'IHDR', 0, 1, 0, 0, 0, 0, 2, 0);
const gif = bytes('GIF89a', 0x40, 1, 0xf0, 0);
const jpegWithExif = bytes(
  ...[0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4], // a segment to skip
  ...[0xff, 0xc4, 0, 3, 0], // Huffman tables, whose marker looks like a frame's
  ...[0xff, 0xc2, 0, 17, 8, 0x0b, 0xb8, 0x0f, 0xa0, 3, 0, 0, 0],
);

test.each([
  ['png', png],
  ['gif', gif],
  ['jpeg', jpegWithExif],
  ['heic', bytes(0, 0, 0, 24, 'ftypheic', 0, 0, 0, 0)],
  ['heic', bytes(0, 0, 0, 24, 'ftypmif1', 0, 0, 0, 0)],
  ['svg', bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['text', bytes('Dear diary,\r\n\ttoday nothing happened. Selamat malam.')],
  ['other', bytes(1, 2, 3, 0, 0, 254)],
])('%s is known by its bytes', (kind, header) => {
  expect(kindOf(header)).toBe(kind);
});

test('text in any script is text', () => {
  expect(kindOf(bytes('gambar kucing 猫 – “mèo”'))).toBe('text');
});

test('the header tells the size', () => {
  expect(sizeOf(png, 'png')).toEqual({ width: 65536, height: 512 });
  expect(sizeOf(gif, 'gif')).toEqual({ width: 320, height: 240 });
  expect(sizeOf(jpegWithExif, 'jpeg')).toEqual({ width: 4000, height: 3000 });
});

test('headers that end early say nothing, and break nothing', () => {
  for (const [kind, whole] of Object.entries({ png, gif, jpeg: jpegWithExif })) {
    for (let length = 2; length < whole.length - 4; length++) {
      expect(() => sizeOf(whole.slice(0, length), kind)).not.toThrow();
    }
  }
  expect(sizeOf(bytes('plain'), 'text')).toBe(null);
});

test('the examples are WebP and left to the browser', () => {
  const path = '../../node_modules/@lobehub/fluent-emoji-3d/assets/1f438.webp';
  expect(kindOf(readFileSync(new URL(path, import.meta.url)))).toBe('other');
});
