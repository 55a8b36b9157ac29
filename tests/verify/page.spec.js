// Asks the page about the pictures that Python has answered already and writes down how far the
// two are apart; scripts/verify.mjs makes the pictures and the report.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../page/kilas.js';
import { withWebGpu } from '../page/with-webgpu.js';
import { compare, countRight } from './compare.js';
import { classifyAll } from './in_bulk.js';

const folder = process.env.KILAS_VERIFY;
const TOLERANCE = 1e-3;
// Both sides decode these to the same pixels. Not so 16 bits, which may be rounded or cut off to 8,
// nor soft alpha, where canvases round by a level.
const LOSSLESS = ['PNG', 'PNG, palette', 'PNG, colour profile', 'GIF', 'BMP'];
const COUNTS = { wasm: 10_000, webgl: 300, cpu: 300, webgpu: 100 };

test.use(withWebGpu);

for (const [backend, count] of Object.entries(COUNTS)) {
  test(`${backend} answers as Python does`, async ({ kilas, page }) => {
    const references = readReferences('cifar10').slice(0, count);
    test.skip(references.length === 0, 'CIFAR-10 is not at hand');
    await kilas.open(`?backend=${backend}`);
    const used = await kilas.backend.getAttribute('data-backend');
    test.skip(backend === 'webgpu' && used !== backend, 'WebGPU is not on this machine');
    expect(used).toBe(backend);
    expect(references).toHaveLength(count);

    const answers = await classifyAll(page, references);
    const result = { ...compare(references, answers), ...countRight(references, answers) };
    keep(`cifar10-${backend}`, { backend, browser: page.context().browser().version(), ...result });
    expect(result.sameClass).toBe(references.length);
    expect(result.largest).toBeLessThanOrEqual(TOLERANCE);
  });
}

test("the browser's decoders and Python's are measured", async ({ kilas, page }) => {
  await kilas.open('?backend=wasm');
  const references = readReferences('decoders');
  const answers = await classifyAll(page, references);
  const kinds = [...new Set(references.map(({ file }) => kindOf(file)))];
  const rows = kinds.map((kind) => {
    const isOfKind = (_, index) => kindOf(references[index].file) === kind;
    const required = LOSSLESS.includes(kind);
    return { kind, required, ...compare(references.filter(isOfKind), answers.filter(isOfKind)) };
  });
  keep('decoders', rows);
  const lossless = rows.filter(({ required }) => required);
  expect(lossless).toHaveLength(LOSSLESS.length);
  for (const { kind, pictures, unread, sameClass, largest } of lossless) {
    expect.soft(unread, kind).toBe(0);
    expect.soft(sameClass, kind).toBe(pictures);
    expect.soft(largest, kind).toBeLessThanOrEqual(TOLERANCE);
  }
});

/** @returns {object[]} what `predict --json` printed, a line each */
function readReferences(name) {
  const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

function keep(name, result) {
  writeFileSync(join(folder, `page-${name}.json`), JSON.stringify(result));
}

function kindOf(file) {
  return /([^/]+)\.\d+\.\w+$/.exec(file)[1];
}
