import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kindOf } from '../../web/src/pictures/kind.js';
import { sizeOf } from '../../web/src/pictures/size.js';
import { bytes, HEADERS } from './headers.js';

const kindIn = (name) => name.match(/^\w+/)[0];

test.each(Object.entries(HEADERS))(
  '%s: its bytes say what it is, and how large',
  (name, header) => {
    const start = header(320, 240);
    expect(kindOf(start)).toBe(kindIn(name));
    expect(sizeOf(start, kindIn(name))).toEqual({ width: 320, height: 240 });
  },
);

test.each(Object.entries(HEADERS))(
  '%s: if the header ends early, it breaks nothing',
  (name, header) => {
    const whole = header(320, 240);
    for (let length = 0; length < whole.length; length++) {
      const size = sizeOf(whole.slice(0, length), kindIn(name));
      expect([null, { width: 320, height: 240 }]).toContainEqual(size);
    }
  },
);

test.each([
  ['svg', bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['text', bytes('Dear diary,\r\n\ttoday nothing happened. Selamat malam.')],
  ['text', bytes('BMW is a make of car, and GIF is not how this begins.')],
  ['text', bytes('gambar kucing 猫 – “mèo”')],
  ['other', bytes([1, 2, 3, 0, 0, 254])],
  ['other', bytes([0, 0, 0, 16], 'ftypisom', [0, 0, 0, 0])], // a film
  ['other', bytes([0, 1], '<svg xmlns="http://www.w3.org/2000/svg"/>')], // in the notes of a picture
])('%s is known by its bytes', (kind, header) => {
  expect(kindOf(header)).toBe(kind);
  expect(sizeOf(header, kind)).toBe(null);
});

test('what only begins like a picture has no size', () => {
  expect(sizeOf(bytes('BM', Array(30).fill(255)), 'bmp')).toBe(null);
  expect(sizeOf(bytes('RIFF....WEBPJUNK', Array(30).fill(255)), 'webp')).toBe(null);
  expect(
    sizeOf(bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 4], 'CgBI', Array(9).fill(255)), 'png'),
  ).toBe(null);
});

test('the size of a real picture is found', () => {
  const path = '../../node_modules/@lobehub/fluent-emoji-3d/assets/1f438.webp';
  const frog = readFileSync(new URL(path, import.meta.url));
  expect(kindOf(frog)).toBe('webp');
  expect(sizeOf(frog, 'webp')).toEqual({ width: 256, height: 256 });
});
