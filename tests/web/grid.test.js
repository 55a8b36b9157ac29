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

test('convolutions that keep the size keep the places', () => {
  const same = graph(3, window('Conv2D', 'map', 'image', 1, 'SAME'));
  expect(gridOf(same, 'map:0', 4)).toEqual({ first: 0.125, step: 0.25 });
});

test('a pooling of five pixels drops the last, so the map ends before the picture', () => {
  const pooled = graph(1, window('MaxPool', 'map', 'image', 2, 'VALID'));
  expect(gridOf(pooled, 'map:0', 5)).toEqual({ first: 1 / 5, step: 2 / 5 });
});

test('what is padded at the end only moves nothing', () => {
  const strided = graph(3, window('_FusedConv2D', 'map', 'image', 2, 'SAME'));
  expect(gridOf(strided, 'map:0', 4)).toEqual({ first: 1.5 / 4, step: 2 / 4 });
});

test('branches that meet again count once; an unknown operation is admitted', () => {
  const sum = { name: 'sum', op: 'AddV2', input: ['pool', 'image'] };
  const branched = graph(1, window('MaxPool', 'pool', 'image', 2, 'VALID'), sum);
  expect(gridOf(branched, 'sum', 4)).toEqual({ first: 0.25, step: 0.5 });
  const resized = graph(1, { name: 'map', op: 'ResizeBilinear', input: ['image'] });
  expect(gridOf(resized, 'map', 4)).toBe(null);
});

test('the shipped network has no operation that is unknown', () => {
  const models = new URL('../../web/model/', import.meta.url);
  const read = (path) => JSON.parse(readFileSync(new URL(path, models)));
  const folder = read('index.json').default;
  const { input, outputs } = read(`${folder}/metadata.json`);
  const { first, step } = gridOf(read(`${folder}/model.json`), outputs.class_maps, input.size);
  expect(first).toBeGreaterThan(0);
  expect(first + step).toBeLessThan(1);
});
