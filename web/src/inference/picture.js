/**
 * Any picture -> tensor. The Python twin is `training/datasets/picture.py`;
 * `tests/golden/picture.json` pins both.
 *
 * Canvas smoothing differs between browsers and `resizeBilinear` aliases, so
 * the shrinking is done here: area averaging with exact coverage, in float64.
 */

/**
 * The largest centred square of a picture.
 *
 * @param {number} width in pixels, at least 1
 * @param {number} height in pixels, at least 1
 * @returns {{left: number, top: number, side: number}}
 */
export function centreSquare(width, height) {
  const side = Math.min(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

/**
 * How much each source pixel of one axis gives to each output pixel, in flat
 * arrays because they are read for every pixel of every picture.
 *
 * @param {number} side source pixels along the axis
 * @param {number} size output pixels along the axis
 * @returns {{starts: Uint32Array, targets: Uint16Array, weights: Float64Array}}
 *   source pixel k gives `weights[n]` to output `targets[n]` for n from
 *   `starts[k]` to `starts[k + 1]`; the weights of one output pixel sum to 1
 */
export function coverage(side, size) {
  const scale = side / size;
  const starts = new Uint32Array(side + 1);
  const targets = [];
  const weights = [];
  for (let pixel = 0; pixel < side; pixel++) {
    const first = Math.floor(pixel / scale);
    const last = Math.min(size - 1, Math.floor((pixel + 1) / scale));
    for (let target = first; target <= last; target++) {
      const end = Math.min(pixel + 1, (target + 1) * scale);
      const overlap = end - Math.max(pixel, target * scale);
      if (overlap <= 0) continue;
      targets.push(target);
      weights.push(overlap / scale);
    }
    starts[pixel + 1] = targets.length;
  }
  return { starts, targets: Uint16Array.from(targets), weights: Float64Array.from(weights) };
}

/**
 * Shrinks (or enlarges) a square picture that arrives in tiles, so that a
 * picture of any size needs only the memory of one tile.
 *
 * @param {number} side of the square, in pixels
 * @param {number} size of the tensor, in pixels
 * @returns {{add: Function, tensor: Function}}
 */
export function createAreaAverage(side, size) {
  const { starts, targets, weights } = coverage(side, size);
  const sums = new Float64Array(size * size * 3);
  const row = new Float64Array(size * 3);

  return {
    /**
     * @param {Uint8ClampedArray} rgba opaque pixels of the tile, row by row
     * @param {number} left of the tile in the square
     * @param {number} top of the tile in the square
     * @param {number} width of the tile
     * @param {number} height of the tile
     */
    add(rgba, left, top, width, height) {
      for (let y = 0; y < height; y++) {
        row.fill(0);
        let at = y * width * 4;
        for (let x = left; x < left + width; x++, at += 4) {
          for (let n = starts[x]; n < starts[x + 1]; n++) {
            const column = targets[n] * 3;
            row[column] += weights[n] * rgba[at];
            row[column + 1] += weights[n] * rgba[at + 1];
            row[column + 2] += weights[n] * rgba[at + 2];
          }
        }
        for (let n = starts[top + y]; n < starts[top + y + 1]; n++) {
          const start = targets[n] * row.length;
          for (let i = 0; i < row.length; i++) sums[start + i] += weights[n] * row[i];
        }
      }
    },

    /** @returns {Float32Array} [size, size, 3], RGB, 0 to 255, not rounded */
    tensor: () => Float32Array.from(sums),
  };
}
