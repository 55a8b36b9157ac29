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
 * The source pixels under each output pixel of one axis. All but the first and
 * the last of them lie wholly under it.
 *
 * @param {number} side source pixels along the axis
 * @param {number} size output pixels along the axis
 * @returns {{first: number, last: number, ofFirst: number, ofLast: number}[]} `ofFirst` and
 *   `ofLast` say how much of these two does, from 0 to 1; a single pixel is the first
 */
export function spans(side, size) {
  const scale = side / size;
  return Array.from({ length: size }, (_, target) => {
    const start = target * scale;
    const end = start + scale;
    const first = Math.min(Math.floor(start), side - 1);
    const last = Math.max(first, Math.min(Math.ceil(end), side) - 1);
    if (first === last) return { first, last, ofFirst: scale, ofLast: 0 };
    return { first, last, ofFirst: first + 1 - start, ofLast: end - last };
  });
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
  const axis = spans(side, size);
  const area = (side / size) ** 2;
  const sums = new Float64Array(size * size * 3);

  /** Adds pixels of one row, from byte `at` to byte `end` of the tile, to an output pixel. */
  function addPixels(rgba, at, end, weight, output) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let byte = at; byte <= end; byte += 4) {
      red += rgba[byte];
      green += rgba[byte + 1];
      blue += rgba[byte + 2];
    }
    sums[output] += weight * red;
    sums[output + 1] += weight * green;
    sums[output + 2] += weight * blue;
  }

  /** Adds one row of a tile to one output row; `start` is where column 0 would be in the tile. */
  function addRow(rgba, start, left, right, weight, outputRow) {
    for (let column = 0; column < size; column++) {
      const { first, last, ofFirst, ofLast } = axis[column];
      const at = start + Math.max(first, left) * 4;
      const end = start + Math.min(last, right) * 4;
      const output = (outputRow * size + column) * 3;
      // Whole pixels first, without a multiplication for each; then what is too much at both ends.
      addPixels(rgba, at, end, weight, output);
      if (first >= left && first <= right) {
        addPixels(rgba, at, at, weight * (ofFirst - 1), output);
      }
      if (last > first && last >= left && last <= right) {
        addPixels(rgba, end, end, weight * (ofLast - 1), output);
      }
    }
  }

  return {
    /**
     * @param {Uint8ClampedArray} rgba opaque pixels of the tile, row by row
     * @param {number} left of the tile in the square
     * @param {number} top of the tile in the square
     * @param {number} width of the tile
     * @param {number} height of the tile
     */
    add(rgba, left, top, width, height) {
      for (const [outputRow, { first, last, ofFirst, ofLast }] of axis.entries()) {
        const bottom = Math.min(last, top + height - 1);
        for (let y = Math.max(first, top); y <= bottom; y++) {
          const weight = y === first ? ofFirst : y === last ? ofLast : 1;
          const start = ((y - top) * width - left) * 4;
          addRow(rgba, start, left, left + width - 1, weight, outputRow);
        }
      }
    },

    /** @returns {Float32Array} [size, size, 3], RGB, 0 to 255, not rounded */
    tensor: () => Float32Array.from(sums, (sum) => sum / area),
  };
}
