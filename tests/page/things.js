import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePng } from './make-pictures.js';

/** What is taught: things that differ in their colour. */
export const COLOURS = { sky: [90, 150, 235], leaf: [60, 170, 60] };

/** A picture that is never the same twice, of one colour by and large, in one of six patterns. */
export function picture(seed, [red, green, blue]) {
  return makePng(24, 24, 'rgb', (x, y) => {
    const wave = ((x * ((seed % 6) + 3) + y * 7 + seed * 31) % 40) - 20;
    return [red + wave, green + wave, blue + wave].map((value) =>
      Math.min(255, Math.max(0, value)),
    );
  });
}

/** Two folders of six pictures each, and a file that is no picture. */
export function makeFolders(testInfo) {
  const root = testInfo.outputPath('things');
  for (const [name, colour] of Object.entries(COLOURS)) {
    mkdirSync(join(root, name), { recursive: true });
    for (let i = 0; i < 6; i++) writeFileSync(join(root, name, `${i}.png`), picture(i, colour));
  }
  writeFileSync(join(root, 'leaf', 'notes.txt'), 'Dear diary');
  return root;
}
