import { centreSquare } from '../inference/picture.js';

/**
 * @param {ImageBitmap} bitmap
 * @param {number} size of the small picture's sides, in pixels
 * @returns {Promise<Blob>} the middle square of it, as a JPEG
 */
export function shrink(bitmap, size) {
  const { left, top, side } = centreSquare(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff'; // as transparent pictures are laid on white for the model
  context.fillRect(0, 0, size, size);
  context.drawImage(bitmap, left, top, side, side, 0, 0, size, size);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}
