import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { runTests } from './playwright.mjs';
import { readJson } from './record.mjs';
import { table } from './table.mjs';

const FRAMES = 10_000;
const MEGABYTE = 2 ** 20;
const HEAP_MAY_GROW = 2 * MEGABYTE;
const FLAT = { tensors: 'tensors', wasm: "the worker's memory", listeners: 'listeners' };

export const title = 'Camera frames';

export async function run(context) {
  const file = join(context.folder, 'page-soak.json');
  rmSync(file, { force: true });
  await runTests('soak.spec.js', context);
  const found = readJson(file);
  if (!found) throw new Failure('The camera did not come to its end.');
  return found;
}

export function faults({ samples }) {
  const [first, last] = [samples[0], samples.at(-1)];
  const sentences = Object.entries(FLAT)
    .filter(([what]) => samples.some((sample) => sample[what] !== first[what]))
    .map(([, name]) => `${name} did not stay the same.`);
  if (last.frames < FRAMES) sentences.push(`${last.frames} frames instead of ${FRAMES}.`);
  if (last.heap - first.heap > HEAP_MAY_GROW) sentences.push("the page's memory grew.");
  return sentences;
}

export function markdown({ browser, seconds, samples }) {
  const megabytes = (bytes) => (bytes / MEGABYTE).toFixed(1);
  const rows = samples.map(({ frames, tensors, wasm, heap, listeners }) => [
    frames,
    tensors,
    megabytes(wasm),
    megabytes(heap),
    listeners,
  ]);
  const heads = ['Frames', 'Tensors', 'Memory of WASM, MB', "The page's, MB", 'Listeners'];
  return `A camera that plays to Chromium ${browser} on WASM, ${seconds} seconds long. Required: ${FRAMES.toLocaleString('en')}
frames, and tensors, listeners and the memory of WASM that stay the same to the last; the page's own
memory may grow by ${HEAP_MAY_GROW / MEGABYTE} MB.

${table(heads, rows)}`;
}
