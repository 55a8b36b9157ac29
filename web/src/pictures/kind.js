/**
 * What a file is, by its first bytes: names and MIME types lie, and a browser
 * says of everything it cannot read only that it could not be decoded.
 */

const text = (bytes, start, end) => String.fromCharCode(...bytes.subarray(start, end));

const HEIF_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

/**
 * @param {Uint8Array} bytes the first kilobytes of a file
 * @returns {'png' | 'jpeg' | 'gif' | 'heic' | 'svg' | 'text' | 'other'}
 */
export function kindOf(bytes) {
  if (text(bytes, 1, 4) === 'PNG') return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (text(bytes, 0, 4) === 'GIF8') return 'gif';
  if (text(bytes, 4, 8) === 'ftyp' && HEIF_BRANDS.test(text(bytes, 8, 12))) return 'heic';
  const start = new TextDecoder().decode(bytes);
  if (/<svg[\s>]/i.test(start)) return 'svg';
  return isText(bytes) ? 'text' : 'other';
}

function isText(bytes) {
  return bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

/**
 * Width and height from the header, where a decompression bomb can hide:
 * a few kilobytes that unpack to gigabytes must be refused before decoding.
 *
 * @param {Uint8Array} bytes the first kilobytes of a file
 * @param {string} kind from `kindOf`
 * @returns {{width: number, height: number} | null} null if the header does not say
 */
export function sizeOf(bytes, kind) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'png' && bytes.length >= 24) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (kind === 'gif' && bytes.length >= 10) {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  return kind === 'jpeg' ? sizeOfJpeg(view) : null;
}

function sizeOfJpeg(view) {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    // C4, C8 and CC share the range of the frame headers but are tables.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
