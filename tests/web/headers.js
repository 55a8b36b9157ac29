/** Bytes from texts, numbers and lists of bytes. */
export const bytes = (...parts) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)),
  );

const big32 = (value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const big16 = (value) => big32(value).slice(2);
const little32 = (value) => big32(value).reverse();
const little24 = (value) => little32(value).slice(0, 3);
const little16 = (value) => little32(value).slice(0, 2);

const box = (type, ...content) => {
  const inner = bytes(...content);
  return [...big32(8 + inner.length), ...Buffer.from(type), ...inner];
};
const riff = (chunk, ...content) =>
  bytes('RIFF', little32(99), 'WEBP', chunk, little32(10), ...content);

/** Beginnings of files that say they hold a picture of this size, by kind and variant. */
export const HEADERS = {
  png: (width, height) =>
    bytes(0x89, 'PNG\r\n', 0x1a, '\n', big32(13), 'IHDR', big32(width), big32(height)),
  jpeg: (width, height) =>
    bytes(
      [0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4], // a segment to skip
      [0xff, 0xc4, 0, 3, 0], // Huffman tables, whose marker looks like a frame's
      [0xff, 0xff, 0xff, 0xd0, 7, 7], // filling, a marker without length, and rubbish
      [0xff, 0xc2, 0, 17, 8, ...big16(height), ...big16(width), 3],
    ),
  gif: (width, height) =>
    bytes(
      'GIF89a',
      little16(width),
      little16(height),
      [0x80, 0, 0, 1, 1, 1, 2, 2, 2],
      gifFrame(1, 1),
    ),
  'gif with a frame that sticks out': (width, height) =>
    bytes(
      'GIF89a',
      little16(9),
      little16(9),
      [0, 0, 0, 0x21, 0xf9, 2, 1, 1, 0],
      gifFrame(width, height),
    ),
  'webp, lossy': (width, height) =>
    riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a], little16(width | 0x4000), little16(height)),
  'webp, lossless': (width, height) =>
    riff('VP8L', 0x2f, little32((width - 1) | ((height - 1) << 14))),
  'webp, extended': (width, height) =>
    riff('VP8X', [0, 0, 0, 0], little24(width - 1), little24(height - 1)),
  bmp: (width, height) =>
    bytes(
      'BM',
      little32(99),
      little32(0),
      little32(54),
      little32(40),
      little32(width),
      little32(height),
    ),
  'bmp, from top to bottom': (width, height) => HEADERS.bmp(width, -height),
  'bmp of OS/2': (width, height) =>
    bytes(
      'BM',
      little32(99),
      little32(0),
      little32(26),
      little32(12),
      little16(width),
      little16(height),
    ),
  avif: (width, height) => heif('avif', width, height),
  'avif among other brands': (width, height) => heif('mif1', width, height, 'miaf', 'avif'),
  heic: (width, height) => heif('heic', width, height, 'mif1'),
  'heic among other brands': (width, height) => heif('msf1', width, height, 'hevc'),
};

function gifFrame(width, height) {
  return [0x2c, ...little16(0), ...little16(0), ...little16(width), ...little16(height)];
}

function heif(brand, width, height, ...brands) {
  const size = (w, h) => box('ispe', big32(0), big32(w), big32(h));
  const properties = box('iprp', box('ipco', size(8, 8), size(width, height), size(9, 9)));
  return bytes(
    box('ftyp', brand, big32(0), ...brands),
    box('free'),
    box('meta', big32(0), box('hdlr', 'ispe'), properties),
  );
}
