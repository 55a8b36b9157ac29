import { Fault } from '../fault.js';
import { CIFAR10 } from './examples/cifar10.js';
import { CLOTHES } from './examples/clothes.js';
import { SUPERCLASSES } from './examples/superclasses.js';

const SIDE = 256; // pixels, of the renderings and of the examples
const FILLED = 0.8; // share of the side that the thing takes, unless it says otherwise

/**
 * Which picture shows which class, and the ground that it is on: the networks learned from photos,
 * and hardly anything in them is on white. What a class is called stands in metadata.json.
 */
export const EXAMPLES = [...CIFAR10, ...SUPERCLASSES, ...CLOTHES];

/**
 * @param {{name: string, url: string, ground: string, filled?: number, turned?: number}} example
 *   one of `EXAMPLES`; turned by so many degrees
 * @returns {Promise<File>} the thing in the middle of its ground
 * @throws {Fault} `example-unreachable`
 */
export async function fetchExample({ name, url, ground, filled = FILLED, turned = 0 }) {
  const thing = await createImageBitmap(await fetchPicture(url));
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, SIDE, SIDE);
  context.imageSmoothingQuality = 'high';
  context.translate(SIDE / 2, SIDE / 2);
  context.rotate((turned * Math.PI) / 180);
  const side = SIDE * filled;
  context.drawImage(thing, -side / 2, -side / 2, side, side);
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
