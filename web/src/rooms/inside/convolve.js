/**
 * Convolution, ReLU and max-pooling of one channel, as Keras defines them;
 * `tests/golden/convolution.json` holds them to Keras's own layers. Like every
 * network library this multiplies without turning the kernel round first,
 * which mathematics calls cross-correlation.
 *
 * @typedef {{rows: number, columns: number, values: Float64Array}} Plane values row by row
 * @typedef {{stride: number, padding: 'same' | 'valid'}} Movement
 */

export const KERNEL_SIDE = 3;
const POOL_SIDE = 2;

/**
 * How many places a window has along an axis, and how many zeros lie before it. With an odd
 * number of them, Keras puts the one more behind.
 *
 * @param {number} length of the axis, at least `KERNEL_SIDE`
 * @param {Movement} movement
 * @returns {{places: number, before: number}}
 */
export function placesAlong(length, { stride, padding }) {
  if (padding === 'valid') {
    return { places: Math.floor((length - KERNEL_SIDE) / stride) + 1, before: 0 };
  }
  const places = Math.ceil(length / stride);
  const zeros = Math.max(0, (places - 1) * stride + KERNEL_SIDE - length);
  return { places, before: Math.floor(zeros / 2) };
}

/**
 * What the kernel lies on for one place of the result.
 *
 * @param {Plane} picture
 * @param {Movement} movement
 * @param {number} row of the result
 * @param {number} column of the result
 * @returns {{top: number, left: number, pixels: (number | null)[]}} its first corner in the
 *   picture, -1 if it begins outside; row by row, null where it lies outside
 */
export function windowAt(picture, movement, row, column) {
  const top = row * movement.stride - placesAlong(picture.rows, movement).before;
  const left = column * movement.stride - placesAlong(picture.columns, movement).before;
  const pixels = Array.from({ length: KERNEL_SIDE ** 2 }, (_, i) => {
    const y = top + Math.floor(i / KERNEL_SIDE);
    const x = left + (i % KERNEL_SIDE);
    const isInside = y >= 0 && y < picture.rows && x >= 0 && x < picture.columns;
    return isInside ? picture.values[y * picture.columns + x] : null;
  });
  return { top, left, pixels };
}

/**
 * @param {(number | null)[]} pixels from `windowAt`; what lies outside counts as 0
 * @param {number[]} kernel row by row
 * @returns {number[]} each pixel times its number of the kernel
 */
export const multiply = (pixels, kernel) => pixels.map((pixel, i) => (pixel ?? 0) * kernel[i]);

/** @param {number[]} values @returns {number} */
export const add = (values) => values.reduce((sum, value) => sum + value, 0);

/**
 * @param {Plane} picture each side at least `KERNEL_SIDE`
 * @param {number[]} kernel `KERNEL_SIDE` squared numbers, row by row
 * @param {Movement} movement
 * @returns {Plane}
 */
export function convolve(picture, kernel, movement) {
  const rows = placesAlong(picture.rows, movement).places;
  const columns = placesAlong(picture.columns, movement).places;
  return fill(rows, columns, (row, column) =>
    add(multiply(windowAt(picture, movement, row, column).pixels, kernel)),
  );
}

/**
 * @param {Plane} plane
 * @returns {Plane} 0 in the place of each negative number
 */
export function rectify({ rows, columns, values }) {
  return { rows, columns, values: values.map((value) => Math.max(0, value)) };
}

/**
 * The four values that one place of the pooled plane comes from.
 *
 * @param {Plane} plane
 * @param {number} row of the pooled plane
 * @param {number} column of the pooled plane
 * @returns {number[]} row by row
 */
export function poolAt({ columns, values }, row, column) {
  const first = row * POOL_SIDE * columns + column * POOL_SIDE;
  return [first, first + 1, first + columns, first + columns + 1].map((i) => values[i]);
}

/**
 * Windows of two by two, side by side; an odd row or column at the end is left out.
 *
 * @param {Plane} plane each side at least 2
 * @returns {Plane} the greatest value of each window
 */
export function maxPool(plane) {
  const rows = Math.floor(plane.rows / POOL_SIDE);
  const columns = Math.floor(plane.columns / POOL_SIDE);
  return fill(rows, columns, (row, column) => Math.max(...poolAt(plane, row, column)));
}

function fill(rows, columns, valueAt) {
  const values = Float64Array.from({ length: rows * columns }, (_, i) =>
    valueAt(Math.floor(i / columns), i % columns),
  );
  return { rows, columns, values };
}
