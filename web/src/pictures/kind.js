/**
 * What a file is, by its first bytes: names and MIME types lie, and a browser
 * says of everything it cannot read only that it could not be decoded.
 */

const HEIF_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

/**
 * @param {Uint8Array} bytes the first kilobytes of a file
 * @returns {'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic' | 'svg' | 'text' | 'other'}
 */
export function kindOf(bytes) {
  if (text(bytes, 1, 4) === 'PNG') return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (text(bytes, 0, 4) === 'GIF8') return 'gif';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp';
  if (text(bytes, 4, 8) === 'ftyp') return kindOfBrands(bytes);
  if (isText(bytes)) return isSvg(bytes) ? 'svg' : 'text';
  return text(bytes, 0, 2) === 'BM' ? 'bmp' : 'other';
}

/** A HEIC and an AVIF are the same container; what is in it stands among its brands. */
function kindOfBrands(bytes) {
  const end = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const brands = [text(bytes, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(end, bytes.length); at += 4) {
    brands.push(text(bytes, at, at + 4));
  }
  if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  return brands.some((brand) => HEIF_BRANDS.test(brand)) ? 'heic' : 'other';
}

function text(bytes, start, end) {
  return String.fromCharCode(...bytes.subarray(start, end));
}

function isText(bytes) {
  return bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}

function isSvg(bytes) {
  return /<svg[\s>]/i.test(new TextDecoder().decode(bytes));
}
