import { readFileSync } from 'node:fs';
import { engine, memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { loadClassifier } from '../../web/src/inference/classifier.js';
import { checkMetadata } from '../../web/src/inference/metadata.js';
import { checkPicture, isRight } from '../../web/src/inference/self-check.js';
import { EXAMPLES } from '../../web/src/pictures/examples.js';

const models = new URL('../../web/model/', import.meta.url);
const read = (path) => readFileSync(new URL(path, models));
const name = JSON.parse(read('index.json')).default;
const metadata = JSON.parse(read(`${name}/metadata.json`));

test('its metadata follows the schema', () => {
  expect(checkMetadata(metadata)).toBe(metadata);
});

test.each([
  ['no classes', { classes: [] }],
  ['a threshold of two', { threshold: 2 }],
  ['no files', { files: undefined }],
  [
    'a check picture of another size',
    {
      self_check: {
        tolerance: 0.01,
        pictures: [{ pixels: 'AAAA', probabilities: Array(metadata.classes.length).fill(0) }],
      },
    },
  ],
  [
    'too few probabilities',
    { self_check: { tolerance: 0.01, pictures: [{ pixels: '', probabilities: [1] }] } },
  ],
  ['a confusion of other classes', { metrics: { ...metadata.metrics, confusion: [[1]] } }],
  ['an unknown way to crop', { input: { ...metadata.input, crop: 'padded' } }],
])('metadata with %s is refused, naming the field', (_, change) => {
  const [field] = Object.keys(change);
  const damaged = JSON.parse(JSON.stringify({ ...metadata, ...change }));
  expect(() => checkMetadata(damaged)).toThrow(
    expect.objectContaining({
      code: 'model-damaged',
      values: { file: 'metadata.json', reason: expect.stringContaining(field) },
    }),
  );
});

test('every example shows a class that a shipped model knows', () => {
  const { models: names } = JSON.parse(read('index.json'));
  const known = names.flatMap((model) => JSON.parse(read(`${model}/metadata.json`)).classes);
  expect(known.map((entry) => entry.name)).toEqual(
    expect.arrayContaining(EXAMPLES.map((example) => example.name)),
  );
});

describe('in TensorFlow.js', () => {
  let classifier;

  function load(change) {
    const graph = JSON.parse(read(`${name}/model.json`));
    change(graph.modelTopology);
    const shards = graph.weightsManifest.flatMap(({ paths }) => paths);
    const bytes = Buffer.concat(shards.map((path) => read(`${name}/${path}`)));
    const weights = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    return loadClassifier({ metadata, graph, weights });
  }

  beforeAll(async () => {
    await setBackend('cpu');
    classifier = await load(() => {});
  }, 20_000);

  test.runIf('class_maps' in metadata.outputs)(
    'its class maps are there for every class',
    async () => {
      const { height, width, values } = await classifier.explain(checkPicture(metadata, 0));
      expect(values).toHaveLength(height * width * metadata.classes.length);
    },
    20_000,
  );

  test('it says what Python says, and leaves no tensor behind', async () => {
    await classifier.classify(checkPicture(metadata, 0));
    const before = memory().numTensors;
    for (const index of metadata.self_check.pictures.keys()) {
      const { probabilities, confidence } = await classifier.classify(
        checkPicture(metadata, index),
      );
      expect(isRight(metadata, index, probabilities)).toBe(true);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(memory().numTensors).toBe(before);
  }, 20_000);

  test('after its first picture TensorFlow.js does not walk through the graph again', async () => {
    await classifier.classify(checkPicture(metadata, 0));
    const walk = vi.spyOn(engine(), 'runKernel');
    await classifier.classify(checkPicture(metadata, 1));
    expect(walk).not.toHaveBeenCalled();
    walk.mockRestore();
  }, 20_000);

  test('an operation that TensorFlow.js does not know is named', async () => {
    const strange = await load(({ node }) => {
      node.find(({ op }) => op === 'Softmax').op = 'Frobnicate';
    });
    await expect(strange.classify(checkPicture(metadata, 0))).rejects.toMatchObject({
      code: 'model-damaged',
      values: { reason: { code: 'operation', values: { operation: 'Frobnicate' } } },
    });
  }, 20_000);
});
