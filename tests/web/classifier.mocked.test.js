import { memory, setBackend, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { loadClassifier } from '../../web/src/inference/classifier.js';

const model = vi.hoisted(() => ({ execute: null, weights: {} }));
vi.mock('@tensorflow/tfjs-converter', () => ({
  loadGraphModel: async () => {
    if (!model.execute) throw new Error('unknown op Erfc');
    return model;
  },
}));

const files = {
  metadata: {
    classes: [{ name: 'cat' }, { name: 'dog' }],
    input: { tensor: 'image:0', size: 1 },
    outputs: {
      probabilities: 'Identity:0',
      confidence: 'Identity_1:0',
      class_maps: 'Identity_2:0',
    },
  },
  graph: { weightsManifest: [] },
  weights: new ArrayBuffer(0),
};

beforeAll(() => setBackend('cpu'));

test('only the outputs that are needed are computed, and nothing is left behind', async () => {
  model.execute = vi.fn(() => [tensor([[0.25, 0.75]]), tensor([0.5])]);
  const { classify } = await loadClassifier(files);
  const before = memory().numTensors;
  for (let i = 0; i < 100; i++) {
    const answer = await classify(new Float32Array(3));
    expect(answer).toEqual({ probabilities: [0.25, 0.75], confidence: 0.5 });
  }
  expect(memory().numTensors).toBe(before);
  expect(model.execute).toHaveBeenCalledWith({ 'image:0': expect.anything() }, [
    'Identity:0',
    'Identity_1:0',
  ]);
});

test('numbers that are no numbers are the fault of the backend, and leave nothing either', async () => {
  model.execute = () => [tensor([[Number.NaN, 1]]), tensor([0.5])];
  const { classify } = await loadClassifier(files);
  const before = memory().numTensors;
  await expect(classify(new Float32Array(3))).rejects.toMatchObject({ code: 'backend-wrong' });
  expect(memory().numTensors).toBe(before);
});

test('class maps are computed only when asked for, and leave nothing behind', async () => {
  model.execute = vi.fn(() => tensor([[[[1, 2]], [[3, 4]]]])); // height 2, width 1, two classes
  const { explain } = await loadClassifier(files);
  const before = memory().numTensors;
  const maps = await explain(new Float32Array(3));
  expect(maps).toMatchObject({ height: 2, width: 1, values: Float32Array.of(1, 2, 3, 4) });
  expect(model.execute).toHaveBeenCalledWith({ 'image:0': expect.anything() }, ['Identity_2:0']);
  expect(memory().numTensors).toBe(before);
});

test('a graph that cannot be read is a damaged model', async () => {
  model.execute = null;
  await expect(loadClassifier(files)).rejects.toMatchObject({
    code: 'model-damaged',
    values: { file: 'model.json', reason: 'unknown op Erfc' },
  });
});

test.each([
  ['too many probabilities', [[0.2, 0.3, 0.5]], [0.5], 'Identity:0', 3, 2],
  ['two confidences', [[0.25, 0.75]], [0.5, 0.5], 'Identity_1:0', 2, 1],
])('%s are the fault of the model, and leave nothing', async (_, ...rest) => {
  const [probabilities, confidence, name, values, classes] = rest;
  model.execute = () => [tensor(probabilities), tensor(confidence)];
  const { classify } = await loadClassifier(files);
  const before = memory().numTensors;
  await expect(classify(new Float32Array(3))).rejects.toMatchObject({
    code: 'model-damaged',
    values: { reason: { code: 'output', values: { tensor: name, values, classes } } },
  });
  expect(memory().numTensors).toBe(before);
});
