import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gridOf } from '../../web/src/inference/grid.js';

const window = (op, name, source, stride, padding) => ({
  name,
  op,
  input: op === 'MaxPool' ? [source] : [source, 'kernel'],
  attr: {
    ...(op === 'MaxPool' && { ksize: { list: { i: ['1', '2', '2', '1'] } } }),
    strides: { list: { i: ['1', `${stride}`, `${stride}`, '1'] } },
    padding: { s: btoa(padding) },
  },
});
const graph = (kernel, ...nodes) => ({
  modelTopology: {
    node: [{ name: 'image', op: 'Placeholder' }, { name: 'kernel', op: 'Const' }, ...nodes],
  },
  weightsManifest: [{ weights: [{ name: 'kernel', shape: [kernel, kernel, 3, 3] }] }],
});

/** The grid of a graph that holds the constants `kernel`, `side` and `paddings`. */
const placesIn = (graph, output, size, side) =>
  gridOf(graph, output, size, async (name) => ({
    values: /pad/.test(name) ? [0, 0, 0, 1, 0, 1, 0, 0] : [side, side],
  }));

test('convolutions that keep the size keep the places', async () => {
  const same = graph(3, window('Conv2D', 'map', 'image', 1, 'SAME'));
  expect(await placesIn(same, 'map:0', 4)).toEqual({ first: 0.125, step: 0.25 });
});

test('a pooling of five pixels drops the last, so the map ends before the picture', async () => {
  const pooled = graph(1, window('MaxPool', 'map', 'image', 2, 'VALID'));
  expect(await placesIn(pooled, 'map:0', 5)).toEqual({ first: 1 / 5, step: 2 / 5 });
});

test('what is padded at the end only moves nothing', async () => {
  const strided = graph(3, window('_FusedConv2D', 'map', 'image', 2, 'SAME'));
  expect(await placesIn(strided, 'map:0', 4)).toEqual({ first: 1.5 / 4, step: 2 / 4 });
});

test('branches that meet again count once; an unknown operation is admitted', async () => {
  const sum = { name: 'sum', op: 'AddV2', input: ['pool', 'image'] };
  const branched = graph(1, window('MaxPool', 'pool', 'image', 2, 'VALID'), sum);
  expect(await placesIn(branched, 'sum', 4)).toEqual({ first: 0.25, step: 0.5 });
  const odd = graph(1, { name: 'map', op: 'Frobnicate', input: ['image'] });
  expect(await placesIn(odd, 'map', 4)).toBe(null);
});

test('enlarged, the places lie closer together, and the edges stay where they are', async () => {
  const resize = (halfPixel) => ({
    ...{ name: 'large', op: 'ResizeBilinear', input: ['image', 'side'] },
    attr: { half_pixel_centers: { b: halfPixel } },
  });
  const enlarged = (halfPixel) =>
    graph(1, resize(halfPixel), window('MaxPool', 'map', 'large', 2, 'VALID'));
  expect(await placesIn(enlarged(true), 'map', 4, 16)).toEqual({ first: 1 / 16, step: 1 / 8 });
  expect(await placesIn(enlarged(false), 'map', 4, 16)).toBe(null);
});

test('what is padded by an operation of its own lies as if the window had padded it', async () => {
  const pad = { name: 'wide', op: 'Pad', input: ['image', 'paddings'] };
  const strided = graph(3, pad, window('_FusedConv2D', 'map', 'wide', 2, 'VALID'));
  expect(await placesIn(strided, 'map:0', 4)).toEqual({ first: 1.5 / 4, step: 2 / 4 });
});

const models = new URL('../../web/model/', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, models)));

test.each(read('index.json').models)('%s has no operation that is unknown', async (folder) => {
  const { input, outputs } = read(`${folder}/metadata.json`);
  const graph = read(`${folder}/model.json`);
  const { first, step } = await placesIn(graph, outputs.class_maps, input.size, 96);
  expect(first).toBeGreaterThan(0);
  expect(first + step).toBeLessThan(1);
});
