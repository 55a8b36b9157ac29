import { expect, test } from 'vitest';
import { inspect } from '../../web/src/pictures/inspect.js';
import { bytes, HEADERS } from './headers.js';

test.each([
  ['png', 60_000, 60_000],
  ['jpeg', 60_000, 60_000],
  ['gif', 60_000, 60_000],
  ['gif with a frame that sticks out', 60_000, 60_000],
  ['webp, lossy', 16_383, 16_383],
  ['webp, lossless', 16_384, 16_384],
  ['webp, extended', 60_000, 60_000],
  ['bmp', 60_000, 60_000],
  ['avif', 60_000, 60_000],
  ['heic', 60_000, 60_000],
])('%s of a gigantic size is refused by its header', async (name, width, height) => {
  const bomb = new Blob([HEADERS[name](width, height)]);
  await expect(inspect(bomb)).rejects.toMatchObject({
    code: 'picture-too-large',
    values: { megapixels: Math.round((width * height) / 1e6), limit: 200 },
  });
  expect(await inspect(new Blob([HEADERS[name](300, 200)]))).toBe(name.match(/^\w+/)[0]);
});

test('megabytes before the size do not hide it', async () => {
  const segment = bytes([0xff, 0xe2, 0xff, 0xff], Array(65_533).fill(7));
  const jpeg = HEADERS.jpeg(60_000, 60_000);
  const blob = new Blob([jpeg.slice(0, 2), ...Array(40).fill(segment), jpeg.slice(2)]);
  await expect(inspect(blob)).rejects.toMatchObject({ code: 'picture-too-large' });
});

test.each([
  ['picture-empty', ''],
  ['picture-text', 'Dear diary'],
  ['picture-svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
])('%s is said without decoding', async (code, content) => {
  await expect(inspect(new Blob([content]))).rejects.toMatchObject({ code });
});

test('a file that cannot be read is gone', async () => {
  const slice = () => ({
    arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')),
  });
  await expect(inspect({ size: 1, slice })).rejects.toMatchObject({ code: 'picture-gone' });
});
