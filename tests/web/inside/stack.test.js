import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { describeLayers, lookAt } from '../../../web/src/inference/inside/look.js';
import { loadLayersClassifier } from '../../../web/src/inference/layers.js';
import { readOwn } from '../../../web/src/models/own.js';
import { tinyTeachable } from '../tiny-teachable.js';

const SIZE = 32;
const picture = Float32Array.from({ length: SIZE * SIZE * 3 }, (_, i) => (i * 7) % 256);
let classifier;
let layers;

beforeAll(async () => {
  await setBackend('cpu');
  const files = Object.entries(tinyTeachable({ metadata: { imageSize: SIZE } }));
  const blobs = new Map(files.map(([name, bytes]) => [name, new Blob([bytes])]));
  const on = { onMetadata: () => {}, onProgress: () => {} };
  classifier = await loadLayersClassifier(await readOwn(blobs, on));
  ({ layers } = await describeLayers(classifier.network, picture));
});

test('a model of models is one way from the picture to the answer', () => {
  expect(layers.map(({ kind, shape }) => [kind, shape])).toEqual([
    ['input', [32, 32, 3]],
    ['pad', [33, 33, 3]],
    ['convolution', [16, 16, 3]],
    ['normalise', [16, 16, 3]],
    ['activation', [16, 16, 3]],
    ['depthwise', [16, 16, 3]],
    ['activation', [16, 16, 3]],
    ['mean', [3]],
    ['dense', [3]],
    ['dense', [3]],
  ]);
  expect(layers.map(({ sources }) => sources)).toEqual(
    layers.map((_, i) => (i > 0 ? [i - 1] : [])),
  );
  expect(layers.map(({ fused }) => fused.join())).toEqual([
    ...Array(8).fill(''),
    'Relu',
    'Softmax',
  ]);
  expect(layers[4].operation).toBe('Relu6');
});

test('it counts what Keras counts', () => {
  expect(layers[2]).toMatchObject({ weights: 81, multiplyAdds: 16 * 16 * 81 });
  expect(layers[3].weights).toBe(12);
  expect(layers[8]).toMatchObject({ weights: 12, multiplyAdds: 9 });
});

test('its last layer is its answer, its first has filters, and no tensor is left', async () => {
  const { probabilities } = await classifier.classify(picture);
  const before = memory().numTensors;
  const last = await lookAt(classifier.network, picture, layers.at(-1).name);
  expect([...last.values]).toEqual(probabilities);
  const { filters } = await lookAt(classifier.network, picture, layers[2].name);
  expect(filters.shape).toEqual([3, 3, 3, 3]);
  expect(memory().numTensors).toBe(before);
});
