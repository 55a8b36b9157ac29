const SIDE = 64;

/**
 * Some browsers change the pixels that a page reads, lest it know the visitor
 * again by how this device draws. What the model is given is read in that way.
 *
 * @returns {boolean} whether a pattern is read as it was drawn
 */
export function readsAsDrawn() {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      context.fillStyle = `rgb(${colourAt(x, y).join(' ')})`;
      context.fillRect(x, y, 1, 1);
    }
  }
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const expected = [...colourAt(pixel % SIDE, Math.floor(pixel / SIDE)), 255];
    if (expected.some((value, channel) => data[pixel * 4 + channel] !== value)) return false;
  }
  return true;
}

/** Busy, since browsers leave plain surfaces alone. */
function colourAt(x, y) {
  return [x * 4, y * 4, (x * y * 7) % 256];
}
