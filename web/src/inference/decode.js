import { Fault } from '../fault.js';
import { extent } from '../pictures/extent.js';
import { inspect, refuseGiant } from '../pictures/inspect.js';
import { wholeSquare } from '../pictures/square.js';
import { centreSquare, createShrinking, GRID } from './picture.js';
import { drawAsTeachable } from './teachable-picture.js';

/** Colours as stored: Python reads these numbers, too. */
const STORED = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' };
/** Colours as a page shows them, by which Teachable Machine learns. */
const SHOWN = {};

const TILE = 1024; // 4 MB of pixels at a time, below every browser's canvas limit

/**
 * A picture as the model wants it.
 *
 * @param {Blob | ImageBitmap | VideoFrame} picture a file or a camera frame
 * @param {{size: number, resize: 'triangle' | 'area' | 'canvas', background: number[]}} input
 *   from metadata
 * @param {{left: number, top: number, side: number}} [wish] the part to look at, in
 *   pixels of the upright picture; the largest centred square if there is none
 * @returns {Promise<{tensor: Float32Array, width: number, height: number, square: object,
 *   times: {decode: number, prepare: number}}>} `tensor` is [size, size, 3], RGB, 0 to 255;
 *   `square` is the part of the picture, which is `width` by `height` pixels large, that it
 *   shows; `times` in milliseconds
 * @throws {Fault} `picture-…`, saying why the picture cannot be used
 */
export async function toTensor(picture, input, wish) {
  const start = performance.now();
  const isFile = picture instanceof Blob;
  const isForCanvas = input.resize === 'canvas';
  const bitmap = isFile ? await decode(picture, isForCanvas ? SHOWN : STORED) : picture;
  const decoded = performance.now();
  try {
    const { width, height } = extent(bitmap);
    const square = wish ? wholeSquare(wish, { width, height }) : centreSquare(width, height);
    const tensor = isForCanvas
      ? drawAsTeachable(bitmap, input.size, wish && square)
      : readSquare(bitmap, square, input, isFile ? square.side : GRID * input.size);
    const times = { decode: decoded - start, prepare: performance.now() - decoded };
    return { tensor, width, height, square, times };
  } finally {
    bitmap.close(); // memory that the garbage collector does not see
  }
}

/**
 * @param {Blob} blob
 * @param {ImageBitmapOptions} [options]
 * @returns {Promise<ImageBitmap>} upright
 * @throws {Fault} `picture-…`
 */
export async function decode(blob, options = STORED) {
  const kind = await inspect(blob);
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image', ...options });
  } catch {
    throw whyUnreadable(kind);
  }
  try {
    refuseGiant(bitmap);
  } catch (fault) {
    bitmap.close();
    throw fault;
  }
  return bitmap;
}

function whyUnreadable(kind) {
  if (kind === 'heic') return new Fault('picture-heic');
  return new Fault(kind === 'other' ? 'picture-unknown' : 'picture-damaged');
}

/**
 * The browser shrinks a camera frame faster than all of it is read, and what the model sees stays
 * the same but for rounding (tests/page/camera.spec.js). A file is read whole, as Python does.
 *
 * @param {number} limit the square is shrunk to these sides first if it is larger, in pixels
 */
function readSquare(bitmap, square, input, limit) {
  const side = Math.min(square.side, limit);
  const scale = square.side / side;
  const shrinking = createShrinking(side, input);
  const tile = Math.min(TILE, side);
  const context = surfaceOf(tile);
  context.fillStyle = `rgb(${input.background.join(' ')})`;

  for (let y = 0; y < side; y += tile) {
    for (let x = 0; x < side; x += tile) {
      const width = Math.min(tile, side - x);
      const height = Math.min(tile, side - y);
      context.fillRect(0, 0, width, height);
      const part = [square.left + x * scale, square.top + y * scale, width * scale, height * scale];
      context.drawImage(bitmap, ...part, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      shrinking.add(data, x, y, width, height);
    }
  }
  return shrinking.tensor();
}

let surface; // kept from frame to frame: a camera's are all alike

/** @returns {OffscreenCanvasRenderingContext2D} of a canvas with these sides, in pixels */
function surfaceOf(side) {
  if (surface?.canvas.width !== side) {
    // Kept in ordinary memory: drawing on a graphics card may round differently.
    surface = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  }
  return surface;
}
