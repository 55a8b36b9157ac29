import ship from '@lobehub/fluent-emoji-3d/assets/1f6a2.webp?url';
import horse from '@lobehub/fluent-emoji-3d/assets/1f40e.webp?url';
import truck from '@lobehub/fluent-emoji-3d/assets/1f69a.webp?url';
import deer from '@lobehub/fluent-emoji-3d/assets/1f98c.webp?url';
import dog from '@lobehub/fluent-emoji-3d/assets/1f415.webp?url';
import bird from '@lobehub/fluent-emoji-3d/assets/1f426-200d-2b1b.webp?url';
import cat from '@lobehub/fluent-emoji-3d/assets/1f431.webp?url';
import frog from '@lobehub/fluent-emoji-3d/assets/1f438.webp?url';
import car from '@lobehub/fluent-emoji-3d/assets/1f697.webp?url';
import plane from '@lobehub/fluent-emoji-3d/assets/2708-fe0f.webp?url';
import { Fault } from '../fault.js';

const SIDE = 256; // pixels, of the renderings and of the examples
const FILLED = 0.8; // share of the side that the thing takes

/**
 * Which picture shows which class, and the ground that it is on: the network learned from photos,
 * and hardly anything in them is on white. What a class is called stands in metadata.json.
 */
export const EXAMPLES = [
  { name: 'frog', url: frog, ground: '#6ea046' },
  { name: 'automobile', url: car, ground: '#d7be96' },
  { name: 'airplane', url: plane, ground: '#cfe6f7' },
  { name: 'horse', url: horse, ground: '#b9d69b' },
  { name: 'ship', url: ship, ground: '#3269a5' },
  { name: 'cat', url: cat, ground: '#b9d69b' },
  { name: 'bird', url: bird, ground: '#cfe6f7' },
  { name: 'truck', url: truck, ground: '#787c82' },
  { name: 'dog', url: dog, ground: '#6ea046' },
  { name: 'deer', url: deer, ground: '#b9d69b' },
];

/**
 * @param {{name: string, url: string, ground: string}} example one of `EXAMPLES`
 * @returns {Promise<File>} the thing in the middle of its ground
 * @throws {Fault} `example-unreachable`
 */
export async function fetchExample({ name, url, ground }) {
  const thing = await createImageBitmap(await fetchPicture(url));
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, SIDE, SIDE);
  context.imageSmoothingQuality = 'high';
  const margin = (SIDE * (1 - FILLED)) / 2;
  context.drawImage(thing, margin, margin, SIDE * FILLED, SIDE * FILLED);
  thing.close();
  return new File([await canvas.convertToBlob()], `${name}.png`, { type: 'image/png' });
}

async function fetchPicture(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.statusText);
    return await response.blob();
  } catch {
    throw new Fault('example-unreachable');
  }
}
