import { Unzip, UnzipInflate } from 'fflate';
import { Fault } from '../fault.js';

const PIECE = 16384; // a thousand times larger unpacked, at worst

/**
 * Unpacks a zip piece by piece, so that one that would burst is stopped while
 * it grows, whatever sizes it announces.
 *
 * @param {File} zip
 * @param {object} options
 * @param {(path: string) => boolean} options.isWanted the other files are passed over
 * @param {number} options.limit bytes that the wanted files may have together
 * @returns {Promise<{name: string, file: Blob}[]>} `name` is the path in the zip
 * @throws {Fault} `model-zip` if it cannot be unpacked, `model-too-large`
 */
export async function unzip(zip, { isWanted, limit }) {
  if (zip.size > limit) throw new Fault('model-too-large', { file: zip.name, limit: limit / 1e6 });
  const found = [];
  let total = 0;

  const unpacking = new Unzip((entry) => {
    if (!isWanted(entry.name)) return;
    const unpacked = { name: entry.name, parts: [], isWhole: false };
    found.push(unpacked);
    entry.ondata = (error, part, isLast) => {
      if (error) throw error;
      total += part.length;
      if (total > limit) throw new Fault('model-too-large', { file: zip.name, limit: limit / 1e6 });
      unpacked.parts.push(part);
      unpacked.isWhole = isLast;
    };
    entry.start();
  });
  unpacking.register(UnzipInflate);

  try {
    const reader = zip.stream().getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      for (let at = 0; at < value.length; at += PIECE) {
        unpacking.push(value.subarray(at, at + PIECE));
      }
    }
    unpacking.push(new Uint8Array(), true);
  } catch (error) {
    throw Fault.from(error, 'model-zip', { file: zip.name });
  }
  const broken = found.find(({ isWhole }) => !isWhole);
  if (broken) throw new Fault('model-zip', { file: zip.name, reason: broken.name });
  return found.map(({ name, parts }) => ({ name, file: new Blob(parts) }));
}
