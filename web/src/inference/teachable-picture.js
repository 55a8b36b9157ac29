import { extent } from '../pictures/extent.js';

/**
 * The largest centred square of a picture as Teachable Machine's library cuts and shrinks it
 * (`cropTo` of @teachablemachine/image 0.8.5), so that a model sees what it was trained on: by
 * the browser's own smoothing, a pixel wider where a side is not divided evenly, and with the
 * colours behind transparent pixels as they are stored.
 *
 * @param {ImageBitmap | VideoFrame} bitmap
 * @param {number} size of the tensor, in pixels
 * @param {{left: number, top: number, side: number}} [part] of the picture to look at instead
 * @returns {Float32Array} [size, size, 3], RGB, 0 to 255
 */
export function drawAsTeachable(bitmap, size, part) {
  const context = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  if (part) {
    const { left, top, side } = part;
    context.drawImage(bitmap, left, top, side, side, 0, 0, size, size);
  } else {
    context.drawImage(bitmap, ...placeOf(extent(bitmap), size));
  }
  const { data } = context.getImageData(0, 0, size, size);
  const tensor = new Float32Array(size * size * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    tensor.set(data.subarray(from, from + 3), to);
  }
  return tensor;
}

/**
 * @param {{width: number, height: number}} picture
 * @param {number} size
 * @returns {[number, number, number, number]} left, top, width and height on a canvas of that size
 */
export function placeOf({ width, height }, size) {
  const scale = size / Math.min(width, height);
  const wide = Math.ceil(width * scale);
  const high = Math.ceil(height * scale);
  return [-Math.trunc((wide - size) / 2), -Math.trunc((high - size) / 2), wide, high];
}
