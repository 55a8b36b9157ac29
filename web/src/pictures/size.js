/**
 * Width and height from the header, where a decompression bomb can hide:
 * a few kilobytes that unpack to gigabytes must be refused before decoding.
 */

const READERS = {
  png: sizeOfPng,
  jpeg: sizeOfJpeg,
  gif: sizeOfGif,
  webp: sizeOfWebp,
  bmp: sizeOfBmp,
  avif: sizeOfHeif,
  heic: sizeOfHeif,
};

/**
 * @param {Uint8Array} bytes the first kilobytes of a file
 * @param {string} kind from `kindOf`
 * @returns {{width: number, height: number} | null} null if they do not say
 */
export function sizeOf(bytes, kind) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return READERS[kind]?.(view) ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null; // the bytes end before they say
    throw error;
  }
}

function sizeOfPng(view) {
  if (typeAt(view, 12) !== 'IHDR') return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function sizeOfJpeg(view) {
  for (let at = 2; ; ) {
    const marker = view.getUint8(at + 1);
    // C4, C8 and CC share the range of the frame headers but are tables.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (view.getUint8(at) !== 0xff || marker === 0xff || marker === 0) {
      at += 1; // filling, or what does not belong there: decoders pass over both
    } else if (isFrame) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else {
      const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
      at += isAlone ? 2 : 2 + view.getUint16(at + 2);
    }
  }
}

/** A first frame that sticks out of the canvas enlarges it. */
function sizeOfGif(view) {
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  const flags = view.getUint8(10);
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (view.getUint8(at) === 0x21) {
    at += 2; // an extension: its label, then blocks up to an empty one
    while (view.getUint8(at) > 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  if (view.getUint8(at) !== 0x2c) return { width, height };
  return {
    width: Math.max(width, view.getUint16(at + 1, true) + view.getUint16(at + 5, true)),
    height: Math.max(height, view.getUint16(at + 3, true) + view.getUint16(at + 7, true)),
  };
}

function sizeOfWebp(view) {
  const uint24 = (at) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  switch (typeAt(view, 12)) {
    case 'VP8 ': // lossy; the two uppermost bits ask for scaling, which nobody does
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    default:
      return null;
  }
}

function sizeOfBmp(view) {
  const length = view.getUint32(14, true); // of the header, which tells its version
  if (length === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  if (length < 16 || length > 124) return null;
  // A negative height means that the rows run from top to bottom.
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** The largest of the sizes given: the others are of tiles and thumbnails. */
function sizeOfHeif(view) {
  let largest = null;
  for (const meta of boxes(view, 0, view.byteLength, 'meta')) {
    for (const properties of boxes(view, meta.start + 4, meta.end, 'iprp')) {
      for (const container of boxes(view, properties.start, properties.end, 'ipco')) {
        for (const { start } of boxes(view, container.start, container.end, 'ispe')) {
          const size = { width: view.getUint32(start + 4), height: view.getUint32(start + 8) };
          if (!largest || area(size) > area(largest)) largest = size;
        }
      }
    }
  }
  return largest;
}

/** The boxes of one type that lie side by side in an ISO base media file. */
function* boxes(view, from, to, type) {
  for (let at = from; at + 8 <= to; ) {
    const short = view.getUint32(at);
    const head = short === 1 ? 16 : 8;
    let length = short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (short === 0) length = to - at; // as far as the file goes
    if (length < head) return;
    const end = at + length;
    if (typeAt(view, at + 4) === type) {
      if (end > to) throw new RangeError('the box goes on'); // perhaps with larger sizes
      yield { start: at + head, end };
    }
    at = end;
  }
}

function typeAt(view, at) {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}

const area = ({ width, height }) => width * height;
