import { Fault } from '../fault.js';
import { kindOf } from './kind.js';
import { sizeOf } from './size.js';

const MEGAPIXELS_AT_MOST = 200;
const HEADER_BYTES = 2 ** 18;
const FAR_BYTES = 2 ** 25; // some cameras put megabytes before what says the size

/**
 * Looks at a file before anything decodes it.
 *
 * @param {Blob} blob
 * @returns {Promise<string>} its kind, as from `kindOf`
 * @throws {Fault} `picture-…` if it need not be decoded, or must not be
 */
export async function inspect(blob) {
  if (blob.size === 0) throw new Fault('picture-empty');
  const header = await read(blob, HEADER_BYTES);
  const kind = kindOf(header);
  if (kind === 'svg' || kind === 'text') throw new Fault(`picture-${kind}`);
  let size = sizeOf(header, kind);
  if (!size && blob.size > HEADER_BYTES) size = sizeOf(await read(blob, FAR_BYTES), kind);
  if (size) refuseGiant(size);
  return kind;
}

/**
 * @param {{width: number, height: number}} size
 * @throws {Fault} `picture-too-large`
 */
export function refuseGiant({ width, height }) {
  const megapixels = (width * height) / 1e6;
  if (megapixels > MEGAPIXELS_AT_MOST) {
    throw new Fault('picture-too-large', {
      megapixels: Math.round(megapixels),
      limit: MEGAPIXELS_AT_MOST,
    });
  }
}

async function read(blob, length) {
  try {
    return new Uint8Array(await blob.slice(0, length).arrayBuffer());
  } catch {
    throw new Fault('picture-gone'); // a folder, or a file moved since it was chosen
  }
}
