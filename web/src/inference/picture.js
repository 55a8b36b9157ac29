/**
 * Any picture -> tensor. The Python twin is `training/datasets/picture.py`;
 * `tests/golden/picture.json` pins both.
 *
 * Canvas smoothing differs between browsers and `resizeBilinear` aliases, so
 * the shrinking is done here: area averaging with exact coverage, in float64.
 */

/** So many pixels' reds fit, summed, into half an integer: 257 × 255 is 2 ** 16 - 1. */
const AT_ONCE = 257;

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

  function addPixel(pixel, weight, output) {
    sums[output] += weight * (pixel & 0xff);
    sums[output + 1] += weight * ((pixel >> 8) & 0xff);
    sums[output + 2] += weight * ((pixel >> 16) & 0xff);
  }

  /** Adds pixels of one row; red and blue at once and in integers, or a camera would stutter. */
  function addPixels(pixels, first, last, weight, output) {
    for (let begin = first; begin <= last; begin += AT_ONCE) {
      const end = Math.min(last, begin + AT_ONCE - 1);
      let redAndBlue = 0;
      let green = 0;
      for (let at = begin; at <= end; at++) {
        redAndBlue = (redAndBlue + (pixels[at] & 0xff00ff)) | 0;
        green = (green + ((pixels[at] >> 8) & 0xff)) | 0;
      }
      sums[output] += weight * (redAndBlue & 0xffff);
      sums[output + 1] += weight * green;
      sums[output + 2] += weight * (redAndBlue >>> 16);
    }
  }

  /** Adds one row of a tile to one output row; `start` is where column 0 would be in the tile. */
  function addRow(pixels, start, left, right, weight, outputRow) {
    for (let column = 0; column < size; column++) {
      const { first, last, ofFirst, ofLast } = axis[column];
      const at = start + Math.max(first, left);
      const end = start + Math.min(last, right);
      const output = (outputRow * size + column) * 3;
      // Whole pixels first, without a multiplication for each; then what is too much at both ends.
      addPixels(pixels, at, end, weight, output);
      if (first >= left && first <= right) addPixel(pixels[at], weight * (ofFirst - 1), output);
      if (last > first && last >= left && last <= right) {
        addPixel(pixels[end], weight * (ofLast - 1), output);
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
      // A pixel a number, from the highest byte to the lowest: alpha, blue, green, red.
      const pixels = new Int32Array(rgba.buffer, rgba.byteOffset, width * height);
      for (const [outputRow, { first, last, ofFirst, ofLast }] of axis.entries()) {
        const bottom = Math.min(last, top + height - 1);
        for (let y = Math.max(first, top); y <= bottom; y++) {
          const weight = y === first ? ofFirst : y === last ? ofLast : 1;
          const start = (y - top) * width - left;
          addRow(pixels, start, left, left + width - 1, weight, outputRow);
        }
      }
    },

    /** @returns {Float32Array} [size, size, 3], RGB, 0 to 255, not rounded */
    tensor: () => Float32Array.from(sums, (sum) => sum / area),
  };
}
