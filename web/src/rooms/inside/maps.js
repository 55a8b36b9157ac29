/**
 * The numbers of a layer as maps, one for each channel.
 *
 * @param {number[]} shape [height, width, channels]
 * @param {Float32Array} values as `shape` says
 * @returns {{rows: number, columns: number, values: Float32Array}[]}
 */
export function splitMaps([rows, columns, channels], values) {
  return Array.from({ length: channels }, (_, channel) => ({
    rows,
    columns,
    values: Float32Array.from({ length: rows * columns }, (_, i) => values[i * channels + channel]),
  }));
}

/**
 * A row of numbers as a map, about as wide as high.
 *
 * @param {Float32Array} values at least one
 * @returns {{rows: number, columns: number, values: Float32Array}} what is missing at its end is
 *   the least of the values
 */
export function foldMap(values) {
  const columns = Math.ceil(Math.sqrt(values.length));
  const rows = Math.ceil(values.length / columns);
  const folded = new Float32Array(rows * columns).fill(Math.min(...values));
  folded.set(values);
  return { rows, columns, values: folded };
}

/**
 * A filter of the first layer as a picture: grey is 0, lighter counts for it, darker against it.
 *
 * @param {{shape: number[], values: Float32Array}} filters [height, width, 3, count]
 * @param {number} index of the filter
 * @returns {ImageData}
 */
export function drawFilter({ shape: [height, width, colours, count], values }, index) {
  const own = Array.from({ length: height * width * colours }, (_, i) => values[i * count + index]);
  const reach = Math.max(...own.map(Math.abs)) || 1;
  const image = new ImageData(width, height);
  image.data.fill(255);
  for (const [i, value] of own.entries()) {
    const pixel = Math.floor(i / colours);
    image.data[pixel * 4 + (i % colours)] = 127.5 + (127.5 * value) / reach;
  }
  return image;
}

/** @param {ArrayLike<number>} values @returns {{least: number, most: number}} */
export function rangeOf(values) {
  const range = { least: values[0], most: values[0] };
  for (const value of values) {
    range.least = Math.min(range.least, value);
    range.most = Math.max(range.most, value);
  }
  return range;
}
