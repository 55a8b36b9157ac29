import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixBatch } from '../../scripts/bench/browser/fix_batch.mjs';
import { createLine } from '../../scripts/bench/browser/line.mjs';
import { compare, quantile } from '../../scripts/bench/browser/statistics.mjs';
import { toOnnx } from '../../scripts/bench/onnx/convert.mjs';
import { weightNodes } from '../../scripts/bench/onnx/weights.mjs';
import { ROOT, run } from '../../scripts/setup/run.mjs';

const { default: model } = JSON.parse(readFileSync(join(ROOT, 'web/model/index.json')));
const read = (file) => readFileSync(join(ROOT, 'web/model', model, file));
const shipped = () => ({
  metadata: JSON.parse(read('metadata.json')),
  graph: JSON.parse(read('model.json')),
  weights: read('weights.bin'),
});

describe("the peers' model files", () => {
  test('ONNX keeps the weights in the bits in which they are shipped', () => {
    const files = shipped();
    const added = toOnnx(files).length - files.weights.length;
    expect(Math.abs(added)).toBeLessThan(files.weights.length / 20); // names and nodes
  });

  test('a kernel has its outputs first, with the values of each together', () => {
    const kernel = { type: 'uint8', shape: [1, 2, 1, 3], range: { scale: 0.5, min: -1 } };
    const { tensors, steps } = weightNodes(
      'k',
      { ...kernel, data: Buffer.from([1, 2, 3, 4, 5, 6]) }, // two places, three outputs
      'kernel',
    );
    expect(tensors[0].toString('hex')).toContain('010402050306');
    expect(steps).toHaveLength(3); // widen, scale, shift
  });

  test('an operation that cannot be written is named', () => {
    const files = shipped();
    files.graph.modelTopology.node.find(({ op }) => op === 'Softmax').op = 'Frobnicate';
    expect(() => toOnnx(files)).toThrow("cannot write 'Frobnicate'");
  });

  test('LiteRT gets a batch of one, and nothing else changes', () => {
    const tflite = read('model.tflite');
    const fixed = fixBatch(tflite);
    const changed = tflite.findIndex((byte, at) => byte !== fixed[at]);
    expect(changed).toBeGreaterThan(0);
    expect(tflite.readInt32LE(changed)).toBe(-1);
    expect(fixed.readInt32LE(changed)).toBe(1);
    expect(fixBatch(fixed).equals(fixed)).toBe(true);
  });
});

describe('figures', () => {
  test('a quantile is one of the values', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([3, 1, 2], 0.95)).toBe(3);
  });

  test('a ratio is formed in each round against the best peer of the round', () => {
    const [ours, ...peers] = [
      [2, 4, 9],
      [4, 2, 9],
      [8, 8, 3],
    ];
    expect(compare('speed', ours, peers)).toEqual({
      ratios: { speed: 2 },
      ratio_spread: { median: 2, min: 0.5, max: 3 },
    });
    expect(compare('speed', ours, [])).toEqual({});
  });

  test('a slow line takes as long as its bits do, shared by all', async () => {
    const line = createLine({ megabits: 1, roundTrip: 0 });
    const body = Buffer.alloc(10_000); // 80 ms
    const received = [];
    const response = { write: (piece) => received.push(piece.length) };
    const start = performance.now();
    await Promise.all([line.send(body, response), line.send(body, response)]);
    expect(performance.now() - start).toBeGreaterThan(150);
    expect(received.reduce((sum, bytes) => sum + bytes)).toBe(20_000);
  });
});

test.each([
  ['a part that is not there', ['--only', 'speed'], "no part 'speed'"],
  ['an option that is not there', ['--fast'], "'--fast'"],
])('%s is named', async (_, options, words) => {
  const script = join(ROOT, 'scripts', 'bench_browser.mjs');
  const { code, output } = await run(process.execPath, [script, ...options], { quiet: true });
  expect(code).toBe(1);
  expect(output).toContain(words);
  expect(output).toContain('Usage: npm run bench');
});
