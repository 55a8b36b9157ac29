// Makes small pictures of large ones, away from the page and from the model: neither waits for
// it, and a picture that is too much for it takes only itself along.
import { decode } from '../inference/decode.js';
import { shrink } from './shrink.js';

self.onmessage = async ({ data: { file, size } }) => {
  try {
    self.postMessage(await shrinkFile(file, size));
  } catch {
    self.postMessage(null); // whoever looks at the picture says what is wrong with it
  }
};

async function shrinkFile(file, size) {
  const bitmap = await decode(file);
  try {
    return await shrink(bitmap, size);
  } finally {
    bitmap.close();
  }
}
