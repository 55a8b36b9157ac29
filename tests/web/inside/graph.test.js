import { readFileSync } from 'node:fs';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { loadClassifier } from '../../../web/src/inference/classifier.js';
import { listLayers, multiplyAdds } from '../../../web/src/inference/inside/graph.js';
import { describeLayers, lookAt } from '../../../web/src/inference/inside/look.js';
import { checkPicture } from '../../../web/src/inference/self-check.js';

const models = new URL('../../../web/model/', import.meta.url);
const read = (path) => readFileSync(new URL(path, models));
const name = JSON.parse(read('index.json')).default;
const metadata = JSON.parse(read(`${name}/metadata.json`));
const graph = JSON.parse(read(`${name}/model.json`));

describe.each(JSON.parse(read('index.json')).models)('the graph of %s', (name) => {
  const metadata = JSON.parse(read(`${name}/metadata.json`));
  const graph = JSON.parse(read(`${name}/model.json`));
  const layers = listLayers(graph, metadata);

  test('leads from the picture to the answer, each layer after those that it takes from', () => {
    expect(layers[0]).toMatchObject({ kind: 'input', sources: [] });
    for (const [place, { sources }] of layers.entries()) {
      if (place > 0) expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(source).toBeLessThan(place);
    }
    const roles = layers.flatMap((layer) => layer.roles);
    expect(roles.toSorted()).toEqual(Object.keys(metadata.outputs).sort());
  });

  test('leaves out nothing that computes, and holds nothing that only hands on', () => {
    const names = new Set(layers.map((layer) => layer.name));
    const outside = graph.modelTopology.node
      .filter(({ op }) => !['Const', 'Identity'].includes(op))
      .map((node) => node.name)
      .filter((inner) => ![...names].some((outer) => inner.startsWith(`${outer}/`)));
    expect([...names].sort()).toEqual(outside.sort());
    expect(layers.filter(({ kind }) => kind === 'other')).toEqual([]);
  });

  test('has every weight in exactly one layer', () => {
    const size = (shape) => shape.reduce((total, length) => total * length, 1);
    const all = graph.weightsManifest
      .flatMap((group) => group.weights)
      .filter(({ dtype, shape }) => dtype !== 'int32' && shape.length > 0)
      .reduce((sum, { shape }) => sum + size(shape), 0);
    expect(layers.reduce((sum, { weights }) => sum + weights, 0)).toBe(all);
  });
});

test('two ways come together in an addition; a constant is no way', () => {
  const tiny = {
    modelTopology: {
      node: [
        { name: 'image', op: 'Placeholder' },
        { name: 'one', op: 'Const' },
        { name: 'moved', op: 'AddV2', input: ['image', 'one'] },
        { name: 'bent', op: 'Relu', input: ['moved:0', '^one'] },
        { name: 'both', op: 'AddV2', input: ['moved', 'bent'] },
        { name: 'odd', op: 'Frobnicate', input: ['both'] },
        { name: 'Identity', op: 'Identity', input: ['odd'] },
      ],
    },
    weightsManifest: [{ weights: [{ name: 'one', shape: [3], dtype: 'float32' }] }],
  };
  const layers = listLayers(tiny, { outputs: { probabilities: 'Identity:0' } });
  expect(layers.map(({ kind, sources }) => [kind, sources])).toEqual([
    ['input', []],
    ['arithmetic', [0]],
    ['activation', [1]],
    ['add', [1, 2]],
    ['other', [3]],
  ]);
  expect(layers[1].weights).toBe(3);
  expect(layers[4].roles).toEqual(['probabilities']);
});

test('what is computed by several operations inside of one is one layer', () => {
  const inside = ['Max', 'Sub', 'Exp', 'Sum', 'Log'];
  const nested = {
    modelTopology: {
      node: [
        { name: 'image', op: 'Placeholder' },
        { name: 'a/LSE_1/zero', op: 'Const' },
        ...inside.map((op, i) => ({
          name: `a/ReduceLogSumExp_1/${op}`,
          op,
          input: [i === 0 ? 'image' : `a/ReduceLogSumExp_1/${inside[i - 1]}`, 'image'],
        })),
        {
          name: 'a/ReduceLogSumExp_1',
          op: 'AddV2',
          input: ['a/ReduceLogSumExp_1/Log', 'a/LSE_1/zero'],
        },
        { name: 'lower', op: 'Sub', input: ['a/ReduceLogSumExp_1', 'image'] },
      ],
    },
    weightsManifest: [{ weights: [{ name: 'a/LSE_1/zero', shape: [], dtype: 'float32' }] }],
  };
  const layers = listLayers(nested, { outputs: { confidence: 'lower:0' } });
  expect(layers).toMatchObject([
    { kind: 'input' },
    { kind: 'softMaximum', name: 'a/ReduceLogSumExp_1', sources: [0], weights: 0 },
    { kind: 'subtract', sources: [1, 0] },
  ]);
});

test.each([
  ['convolution', [3, 3, 16, 32], [10, 8, 32], 10 * 8 * 32 * 9 * 16],
  ['depthwise', [3, 3, 16, 1], [10, 8, 16], 10 * 8 * 16 * 9],
  ['dense', [256, 10], [10], 2560],
])('a %s of %j that makes %j multiplies as often as it must', (kind, kernel, shape, count) => {
  expect(multiplyAdds({ kind, kernel: { shape: kernel } }, shape)).toBe(count);
});

describe('looked into', () => {
  const picture = checkPicture(metadata, 0);
  let network;
  let layers;
  const called = (role) => layers.find(({ roles }) => roles.includes(role));

  beforeAll(async () => {
    await setBackend('cpu');
    const bytes = Buffer.concat(
      graph.weightsManifest.flatMap(({ paths }) => paths).map((path) => read(`${name}/${path}`)),
    );
    const weights = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    ({ network } = await loadClassifier({ metadata, graph, weights }));
    ({ layers } = await describeLayers(network, picture));
  }, 30_000);

  test('the way ends in the answer that it gives', async () => {
    const { values } = await lookAt(network, picture, called('probabilities').name);
    const expected = metadata.self_check.pictures[0].probabilities;
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i], 1);
    expect(called('confidence').shape).toEqual([]);
  }, 30_000);

  test('the first layer is what its filters make of the colours', async () => {
    const first = layers.find(({ kind }) => kind === 'convolution');
    const { shape, values, filters, grid } = await lookAt(network, picture, first.name);
    expect(values).toHaveLength(shape[0] * shape[1] * shape[2]);
    expect(filters.shape).toEqual(first.kernel.shape);
    expect(grid.step * shape[0]).toBeCloseTo(1, 1); // as many as lie side by side in the picture
  });

  test('it leaves no tensor behind, however often somebody looks', async () => {
    const before = memory().numTensors;
    for (const { name: layer } of [layers[0], layers[1], layers[3], layers[0]]) {
      await lookAt(network, picture, layer);
    }
    await describeLayers(network, picture);
    expect(memory().numTensors).toBe(before);
  }, 30_000);
});
