/**
 * Kernels to begin with, row by row. Those of a blur are sixteenths rather
 * than ninths: written with four decimals they are exact.
 */
export const KERNELS = {
  edges: [-1, -1, -1, -1, 8, -1, -1, -1, -1],
  upright: [-1, 0, 1, -2, 0, 2, -1, 0, 1],
  blur: [0.0625, 0.125, 0.0625, 0.125, 0.25, 0.125, 0.0625, 0.125, 0.0625],
  sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  nothing: [0, 0, 0, 0, 1, 0, 0, 0, 0],
};

export const DECIMALS = 4; // as many as are shown, so that what is shown is all there is
export const LARGEST = 99;

/**
 * @param {number[]} kernel
 * @returns {string} its name among `KERNELS`, or 'own'
 */
export function nameOf(kernel) {
  const isSame = (known) => known.every((value, i) => value === kernel[i]);
  return Object.keys(KERNELS).find((name) => isSame(KERNELS[name])) ?? 'own';
}

/**
 * @param {string} text that somebody typed
 * @returns {number | null} a number that a kernel may have, null if there is none in it
 */
export function readNumber(text) {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(Math.abs(value) <= LARGEST)) return null;
  return Number(value.toFixed(DECIMALS)) + 0; // + 0: not -0
}
