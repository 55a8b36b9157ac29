/**
 * Which numbers are black and white. Where some are negative, 0 is the grey in
 * the middle, so that a sign can be seen.
 *
 * @param {ArrayLike<number>} values
 * @returns {{low: number, high: number}} low < high
 */
export function greyScale(values) {
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return { low: values.some((value) => value < 0) ? -reach : 0, high: reach };
}

export const PICTURE_SCALE = { low: 0, high: 255 };

/**
 * @param {HTMLCanvasElement} canvas gets a pixel for each value
 * @param {{rows: number, columns: number, values: ArrayLike<number>}} plane
 * @param {{low: number, high: number}} scale
 * @param {object} [how]
 * @param {number} [how.margin] of empty pixels on each side
 * @param {number} [how.seen] how many values are painted, row by row
 */
export function paintPlane(canvas, { rows, columns, values }, { low, high }, how = {}) {
  const { margin = 0, seen = values.length } = how;
  canvas.width = columns + 2 * margin;
  canvas.height = rows + 2 * margin;
  const image = new ImageData(columns, rows);
  for (let i = 0; i < seen; i++) {
    image.data.fill(((values[i] - low) / (high - low)) * 255, i * 4, i * 4 + 3);
    image.data[i * 4 + 3] = 255;
  }
  canvas.getContext('2d').putImageData(image, margin, margin);
}
