/**
 * Class activation maps (Zhou et al., https://arxiv.org/abs/1512.04150), made
 * fit to be looked at and compared.
 *
 * What a position gives to all classes alike does not change the answer, since
 * softmax does not see it: so a position speaks for a class by what it gives
 * that class beyond the mean of all. Only what speaks for a class is kept, not
 * what speaks against it. The strongest spot of all classes together is 1: so
 * the maps of one picture can be compared with each other, and that of a class
 * for which little speaks stays pale.
 *
 * @param {{height: number, width: number, values: Float32Array, grid: object | null}} raw
 *   `values` is [height, width, classes]; `grid` as from `gridOf`
 * @param {{classes: {name: string}[]}} metadata of the model
 * @returns {Map<string, {height: number, width: number, values: Float32Array, grid: object | null}>}
 *   by the name of the class; here `values` is [height, width], 0 to 1
 */
export function readClassMaps({ height, width, values, grid }, { classes }) {
  const beyond = beyondMean(values, classes.length);
  const peak = beyond.reduce((most, value) => Math.max(most, value), 0) || 1;
  return new Map(
    classes.map(({ name }, index) => {
      const own = new Float32Array(height * width);
      for (let i = 0; i < own.length; i++) {
        own[i] = Math.max(0, beyond[i * classes.length + index]) / peak;
      }
      return [name, { height, width, values: own, grid }];
    }),
  );
}

function beyondMean(values, classes) {
  const beyond = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += classes) {
    const position = values.subarray(start, start + classes);
    const mean = position.reduce((sum, value) => sum + value, 0) / classes;
    for (let i = 0; i < classes; i++) beyond[start + i] = position[i] - mean;
  }
  return beyond;
}

/**
 * Enlarges a map smoothly (bilinear). Beyond the outermost positions it goes
 * on as it is there.
 *
 * @param {{height: number, width: number, values: Float32Array, grid: object | null}} map
 *   without a grid, its positions are spread evenly
 * @param {number} size of the result's sides
 * @returns {Float32Array} [size, size]
 */
export function enlarge({ height, width, values, grid }, size) {
  const rows = neighbours(height, size, grid ?? evenly(height));
  const columns = neighbours(width, size, grid ?? evenly(width));
  const result = new Float32Array(size * size);
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      const at = (i, j) => values[i * width + j];
      const above = mix(at(row.first, column.first), at(row.first, column.second), column.share);
      const below = mix(at(row.second, column.first), at(row.second, column.second), column.share);
      result[y * size + x] = mix(above, below, row.share);
    }
  }
  return result;
}

const evenly = (count) => ({ first: 0.5 / count, step: 1 / count });

const mix = (a, b, share) => a + (b - a) * share;

/** Between which two of `count` positions each of `size` pixels lies, and how near the second. */
function neighbours(count, size, { first: start, step }) {
  return Array.from({ length: size }, (_, pixel) => {
    const place = ((pixel + 0.5) / size - start) / step;
    const inside = Math.min(count - 1, Math.max(0, place));
    const first = Math.floor(inside);
    return { first, second: Math.min(count - 1, first + 1), share: inside - first };
  });
}
