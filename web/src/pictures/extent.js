/**
 * @param {ImageBitmap | VideoFrame} source
 * @returns {{width: number, height: number}} in pixels, as it is shown
 */
export function extent({ displayWidth, displayHeight, width, height }) {
  return { width: displayWidth ?? width, height: displayHeight ?? height };
}
