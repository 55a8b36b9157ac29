import ship from '@lobehub/fluent-emoji-3d/assets/1f6a2.webp?url';
import horse from '@lobehub/fluent-emoji-3d/assets/1f40e.webp?url';
import truck from '@lobehub/fluent-emoji-3d/assets/1f69a.webp?url';
import deer from '@lobehub/fluent-emoji-3d/assets/1f98c.webp?url';
import cat from '@lobehub/fluent-emoji-3d/assets/1f408.webp?url';
import dog from '@lobehub/fluent-emoji-3d/assets/1f415.webp?url';
import bird from '@lobehub/fluent-emoji-3d/assets/1f426-200d-2b1b.webp?url';
import frog from '@lobehub/fluent-emoji-3d/assets/1f438.webp?url';
import car from '@lobehub/fluent-emoji-3d/assets/1f698.webp?url';
import plane from '@lobehub/fluent-emoji-3d/assets/2708-fe0f.webp?url';
import { Fault } from '../fault.js';

/** Which picture shows which class. What a class is called stands in metadata.json. */
export const EXAMPLES = [
  { name: 'frog', url: frog },
  { name: 'automobile', url: car },
  { name: 'airplane', url: plane },
  { name: 'horse', url: horse },
  { name: 'ship', url: ship },
  { name: 'cat', url: cat },
  { name: 'bird', url: bird },
  { name: 'truck', url: truck },
  { name: 'dog', url: dog },
  { name: 'deer', url: deer },
];

/**
 * @param {{name: string, url: string}} example one of `EXAMPLES`
 * @returns {Promise<File>}
 * @throws {Fault} `example-unreachable`
 */
export async function fetchExample({ name, url }) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.statusText);
    return new File([await response.blob()], `${name}.webp`);
  } catch {
    throw new Fault('example-unreachable');
  }
}
