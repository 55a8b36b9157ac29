/**
 * Any picture -> tensor. The Python twin is `training/datasets/picture.py`;
 * `tests/golden/picture.json` pins both.
 *
 * Canvas smoothing differs between browsers and `resizeBilinear` aliases, so
 * the shrinking is done here: by areas with exact coverage, in float64, to a
 * grid of a few pixels for each that the model sees, and by triangles from there.
 */

/** So many pixels of the grid, in each direction, for one that the model sees. */
export const GRID = 4;

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
 * @param {{size: number, resize: 'triangle' | 'area'}} input `size` of the tensor, in pixels
 * @returns {{add: Function, tensor: () => Float32Array}} `add` as of `createAreaSums`; `tensor`
 *   gives [size, size, 3], RGB, 0 to 255, not rounded
 */
export function createShrinking(side, { size, resize }) {
  const grid = resize === 'area' ? size : Math.min(side, GRID * size);
  const { add, sums, area } = createAreaSums(side, grid);
  const shrink = resize === 'area' ? (values) => values : shrinkByTriangles;
  const means = () => shrink(sums, grid, size).map((sum) => sum / area);
  return { add, tensor: () => new Float32Array(means()) };
}

/**
 * @param {Float64Array} pixels [side, side, 3]
 * @param {number} side
 * @param {number} size
 * @returns {Float64Array} [size, size, 3]; weights fall from the centre of each pixel to those of
 *   its neighbours, as Pillow's BILINEAR computes
 */
function shrinkByTriangles(pixels, side, size) {
  const axis = triangles(side, size);
  const tensor = new Float64Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    const wide = new Float64Array(side * 3); // the tensor's row before its columns are shrunk
    const { first, weights } = axis[row];
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k];
      const from = (first + k) * side * 3;
      for (let i = 0; i < wide.length; i++) wide[i] += weight * pixels[from + i];
    }
    for (let column = 0; column < size; column++) {
      shrinkPixel(wide, axis[column], tensor, (row * size + column) * 3);
    }
  }
  return tensor;
}

function shrinkPixel(wide, { first, weights }, tensor, to) {
  let [red, green, blue] = [0, 0, 0];
  for (let k = 0; k < weights.length; k++) {
    const at = (first + k) * 3;
    red += weights[k] * wide[at];
    green += weights[k] * wide[at + 1];
    blue += weights[k] * wide[at + 2];
  }
  tensor[to] = red;
  tensor[to + 1] = green;
  tensor[to + 2] = blue;
}

/**
 * @param {number} side source pixels along the axis
 * @param {number} size output pixels along the axis
 * @returns {{first: number, weights: number[]}[]} those of the source pixels from `first` on, which
 *   sum to 1; between neighbouring pixels where there are too few
 */
function triangles(side, size) {
  const scale = side / size;
  const reach = Math.max(scale, 1);
  return Array.from({ length: size }, (_, target) => {
    const centre = (target + 0.5) * scale;
    const first = Math.max(Math.ceil(centre - reach - 0.5), 0);
    const end = Math.min(Math.floor(centre + reach + 0.5), side);
    const near = Array.from({ length: end - first }, (_, k) =>
      Math.max(1 - Math.abs(first + k + 0.5 - centre) / reach, 0),
    );
    const sum = near.reduce((total, weight) => total + weight, 0);
    return { first, weights: near.map((weight) => weight / sum) };
  });
}

/**
 * Adds up the area that each output pixel covers.
 *
 * @param {number} side of the square, in pixels
 * @param {number} size of the sums' sides, in pixels
 * @returns {{add: Function, sums: Float64Array, area: number}} `sums` is [size, size, 3], RGB, each of
 *   `area` pixels
 */
function createAreaSums(side, size) {
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
      if (ofFirst !== 1 && first >= left && first <= right) {
        addPixel(pixels[at], weight * (ofFirst - 1), output);
      }
      if (ofLast !== 1 && last > first && last >= left && last <= right) {
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

    sums,
    area,
  };
}
