// Makes small pictures of large ones, away from the page and from the model: neither waits for
// it, and a picture that is too much for it takes only itself along.
import { decode } from '../inference/decode.js';
import { centreSquare } from '../inference/picture.js';

self.onmessage = async ({ data: { file, size } }) => {
  try {
    self.postMessage(await shrink(file, size));
  } catch {
    self.postMessage(null); // whoever looks at the picture says what is wrong with it
  }
};

async function shrink(file, size) {
  const bitmap = await decode(file);
  try {
    const { left, top, side } = centreSquare(bitmap.width, bitmap.height);
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.fillStyle = '#fff'; // as transparent pictures are laid on white for the model
    context.fillRect(0, 0, size, size);
    context.drawImage(bitmap, left, top, side, side, 0, 0, size, size);
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  } finally {
    bitmap.close();
  }
}
