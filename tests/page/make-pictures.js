import { crc32, deflateSync } from 'node:zlib';

/** Colour type and bytes per pixel of a PNG; 16 bits double them. */
const KINDS = {
  grey: { type: 0, bytes: 1 },
  rgb: { type: 2, bytes: 3 },
  palette: { type: 3, bytes: 1 },
  rgba: { type: 6, bytes: 4 },
  rgb16: { type: 2, bytes: 6, depth: 16 },
};

/**
 * @param {number} width
 * @param {number} height
 * @param {keyof KINDS} kind
 * @param {(x: number, y: number) => number[]} pixelAt the bytes of one pixel
 * @param {number[]} [palette] RGB bytes, for kind 'palette'
 * @returns {Buffer} a PNG
 */
export function makePng(width, height, kind, pixelAt, palette) {
  const { bytes } = KINDS[kind];
  const stride = 1 + width * bytes; // each row begins with its filter, here none
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(pixelAt(x, y), y * stride + 1 + x * bytes);
  }
  return assemble(
    header(width, height, kind),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
  );
}

/** A PNG that promises to be enormous, in less than a hundred bytes. */
export const makeBomb = (width, height) => assemble(header(width, height, 'rgb'));

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

function assemble(...chunks) {
  return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

function header(width, height, kind) {
  const { type, depth = 8 } = KINDS[kind];
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, type], 8);
  return chunk('IHDR', data);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  const checksum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/**
 * @param {import('@playwright/test').Page} page whose browser encodes the JPEG
 * @param {number} width
 * @param {number} height the upper half is red, the lower blue, as stored
 * @param {number} orientation of EXIF, 1 to 8
 * @returns {Promise<Buffer>} a JPEG as a phone stores it
 */
export async function makePhoto(page, width, height, orientation) {
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d');
      context.fillStyle = 'red';
      context.fillRect(0, 0, w, h / 2);
      context.fillStyle = 'blue';
      context.fillRect(0, h / 2, w, h / 2);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
      return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    },
    [width, height],
  );
  const jpeg = Buffer.from(base64, 'base64');
  const exif = Buffer.from(
    'ffe1002245786966000049492a0008000000010012010300010000000000000000000000',
    'hex',
  );
  exif.writeUInt16LE(orientation, 28);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
