const PATCH = 1 / 4; // of the picture's side
const STEP = 1 / 8; // so that the patches overlap
const GREY = 127; // of the patch: neither dark nor light

/**
 * Where patches are laid on a picture to see what the answer rests on (Zeiler and
 * Fergus, https://arxiv.org/abs/1311.2901).
 *
 * @param {number} size of the picture, in pixels
 * @returns {{side: number, count: number, places: number[], grid: {first: number, step: number}}}
 *   side of a patch in pixels, how many lie beside each other, where each begins in pixels, and
 *   where they lie as from `gridOf`
 */
export function layPatches(size) {
  const side = Math.max(1, Math.round(size * PATCH));
  const step = Math.max(1, Math.round(size * STEP));
  const count = Math.floor((size - side) / step) + 1;
  const places = Array.from({ length: count }, (_, i) => i * step);
  return { side, count, places, grid: { first: side / 2 / size, step: step / size } };
}

/**
 * @param {Float32Array} seen [size, size, 3], RGB, 0 to 255
 * @param {{left: number, top: number, side: number}} patch in pixels
 * @returns {Float32Array} a copy with a grey patch on it
 */
export function cover(seen, { left, top, side }) {
  const size = Math.sqrt(seen.length / 3);
  const covered = seen.slice();
  for (let y = top; y < top + side; y++) {
    covered.fill(GREY, (y * size + left) * 3, (y * size + left + side) * 3);
  }
  return covered;
}

/**
 * How much surer of a class the model is of the whole picture than of one with a patch on it,
 * for patches all over it.
 *
 * @param {object} options
 * @param {Float32Array} options.seen as for `cover`
 * @param {number} options.index of the class
 * @param {(seen: Float32Array) => Promise<number[]>} options.answer gives probabilities
 * @param {(done: number, total: number) => void} options.onProgress
 * @param {AbortSignal} options.signal
 * @returns {Promise<{rows: number, columns: number, values: Float32Array, grid: object}>}
 * @throws {DOMException} `AbortError` if it was aborted
 */
export async function findOcclusion({ seen, index, answer, onProgress, signal }) {
  const { side, count, places, grid } = layPatches(Math.sqrt(seen.length / 3));
  const values = new Float32Array(count * count);
  const whole = (await answer(seen))[index];
  for (let i = 0; i < values.length; i++) {
    signal.throwIfAborted();
    onProgress(i, values.length);
    const patch = { left: places[i % count], top: places[Math.floor(i / count)], side };
    values[i] = whole - (await answer(cover(seen, patch)))[index];
  }
  signal.throwIfAborted();
  return { rows: count, columns: count, values, grid };
}
