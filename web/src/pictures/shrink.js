import { centreSquare } from '../inference/picture.js';
import { extent } from './extent.js';

/**
 * @param {ImageBitmap | VideoFrame} picture
 * @param {number} size of the small picture's sides, in pixels
 * @returns {Promise<Blob>} the middle square of it, as a JPEG
 */
export function shrink(picture, size) {
  const { width, height } = extent(picture);
  const { left, top, side } = centreSquare(width, height);
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff'; // as transparent pictures are laid on white for the model
  context.fillRect(0, 0, size, size);
  context.drawImage(picture, left, top, side, side, 0, 0, size, size);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}
