import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { loadLayersClassifier } from '../../web/src/inference/layers.js';
import { placeOf } from '../../web/src/inference/teachable-picture.js';
import { readOwn } from '../../web/src/models/own.js';
import { GAIN, tinyTeachable } from './tiny-teachable.js';

const on = { onMetadata: () => {}, onProgress: () => {} };
const read = (files) =>
  readOwn(new Map(Object.entries(files).map(([name, bytes]) => [name, new Blob([bytes])])), on);

const plain = (size, colour) =>
  Float32Array.from({ length: size * size * 3 }, (_, i) => colour[i % 3]);
const softmax = (logits) => {
  const powers = logits.map(Math.exp);
  return powers.map((power) => power / powers.reduce((sum, other) => sum + other));
};

function withJson(files, name, change) {
  const json = JSON.parse(files[name]);
  change(json);
  return { ...files, [name]: Buffer.from(JSON.stringify(json)) };
}

beforeAll(() => setBackend('cpu'));

describe('an image model of Teachable Machine', () => {
  test('answers as by its own library: halved by 127, and nothing is left behind', async () => {
    const files = await read(tinyTeachable());
    const { classify } = await loadLayersClassifier(files);
    await classify(plain(224, [0, 0, 0]));
    const before = memory().numTensors;
    const { probabilities, confidence } = await classify(plain(224, [255, 127, 0]));
    const expected = softmax([GAIN * (255 / 127 - 1), 0, 0]);
    for (const [i, share] of expected.entries()) expect(probabilities[i]).toBeCloseTo(share, 5);
    expect(confidence).toBe(probabilities[0]);
    expect(memory().numTensors).toBe(before);
  });

  test('that is grey sees how bright the colours are', async () => {
    const files = await read(tinyTeachable({ channels: 1, metadata: { imageSize: 96 } }));
    expect(files.metadata.input).toMatchObject({ size: 96, channels: 1 });
    const { classify } = await loadLayersClassifier(files);
    const { probabilities } = await classify(plain(96, [255, 255, 0]));
    const brightness = 255 * (0.2989 + 0.587);
    const [expected] = softmax([GAIN * (brightness / 127 - 1), 0, 0]);
    expect(probabilities[0]).toBeCloseTo(expected, 5);
  });

  test('is told of as far as it is known', async () => {
    const files = tinyTeachable();
    const { metadata } = await read(files);
    expect(metadata).toMatchObject({
      name: 'teachable-red-green-blue',
      title: { en: 'Red, Green, Blue' },
      input: { size: 224 },
      threshold: 0,
      metrics: null,
    });
    expect(metadata.classes.map(({ name }) => name)).toEqual(['Red', 'Green', 'Blue']);
    expect(metadata.files).toContainEqual({
      path: 'weights.bin',
      bytes: files['weights.bin'].length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(metadata.card.limits.id).toContain('persentasenya');
  });

  test('bears the name that it was given', async () => {
    const { metadata } = await read(tinyTeachable({ metadata: { modelName: 'Warna & rupa' } }));
    expect(metadata).toMatchObject({ name: 'teachable-warna-rupa', title: { en: 'Warna & rupa' } });
  });
});

describe('what is not as it should be is named', () => {
  test.each([
    [
      'weights that break off',
      (files) => ({ ...files, 'weights.bin': files['weights.bin'].subarray(8) }),
      'weights.bin',
      { code: 'length' },
    ],
    [
      'no manifest',
      (files) => withJson(files, 'model.json', (graph) => delete graph.weightsManifest),
      'model.json',
      { code: 'incomplete', values: { part: 'weightsManifest' } },
    ],
    [
      'a single label',
      (files) => withJson(files, 'metadata.json', (about) => about.labels.splice(1)),
      'metadata.json',
      { code: 'incomplete', values: { part: 'labels' } },
    ],
    [
      'an impossible size',
      (files) =>
        withJson(files, 'metadata.json', (about) => Object.assign(about, { imageSize: -1 })),
      'metadata.json',
      { code: 'incomplete', values: { part: 'imageSize' } },
    ],
  ])('%s', async (_, damage, file, reason) => {
    await expect(read(damage(tinyTeachable()))).rejects.toMatchObject({
      code: 'model-damaged',
      values: { file, reason },
    });
  });

  test.each([
    [
      'labels of another model',
      (about) => about.labels.push('Black'),
      { file: 'metadata.json', reason: { code: 'labels', values: { labels: 4, values: 3 } } },
    ],
    [
      'the size of another model',
      (about) => Object.assign(about, { imageSize: 96 }),
      {
        file: 'model.json',
        reason: { code: 'input', values: { shape: '224 × 224 × 3', wanted: '96 × 96 × 3' } },
      },
    ],
  ])('%s', async (_, change, values) => {
    const files = await read(withJson(tinyTeachable(), 'metadata.json', change));
    await expect(loadLayersClassifier(files)).rejects.toMatchObject({
      code: 'model-damaged',
      values,
    });
  });

  test('a layer that nobody knows', async () => {
    const files = withJson(tinyTeachable(), 'model.json', ({ modelTopology }) => {
      modelTopology.config.layers[1].config.layers[0].class_name = 'Mystery';
    });
    await expect(loadLayersClassifier(await read(files))).rejects.toMatchObject({
      code: 'model-damaged',
      values: { file: 'model.json', reason: expect.stringContaining('Mystery') },
    });
  });

  test.each([
    ['a pose model', { packageName: '@teachablemachine/pose' }],
    ['a sound model', { packageName: undefined, labels: undefined, wordLabels: ['a', 'b'] }],
  ])('%s', async (_, metadata) => {
    await expect(read(tinyTeachable({ metadata }))).rejects.toMatchObject({
      code: 'model-teachable',
    });
  });

  test('a layers model of somebody else, or without its metadata', async () => {
    const { 'metadata.json': _, ...files } = tinyTeachable();
    await expect(read(files)).rejects.toMatchObject({ code: 'model-layers' });
    const foreign = { ...files, 'metadata.json': '{"labels":"cat, dog"}' };
    await expect(read(foreign)).rejects.toMatchObject({ code: 'model-layers' });
  });
});

test.each([
  [{ width: 448, height: 224 }, [-112, 0, 448, 224]],
  [{ width: 300, height: 500 }, [0, -75, 224, 374]], // 373.3, and half of 150
  [{ width: 100, height: 100 }, [0, 0, 225, 225]], // by an error of rounding, as there
])('%o is placed as its library places it', (picture, place) => {
  expect(placeOf(picture, 224).map((value) => value + 0)).toEqual(place);
});
