import { tidy } from '@tensorflow/tfjs-core';
import { product } from './graph.js';

const KINDS = {
  InputLayer: 'input',
  Conv2D: 'convolution',
  DepthwiseConv2D: 'depthwise',
  Dense: 'dense',
  MaxPooling2D: 'maxPool',
  AveragePooling2D: 'averagePool',
  GlobalAveragePooling2D: 'mean',
  Add: 'add',
  Multiply: 'multiply',
  BatchNormalization: 'normalise',
  ReLU: 'activation',
  LeakyReLU: 'activation',
  Activation: 'activation',
  Softmax: 'softmax',
  Flatten: 'reshape',
  Reshape: 'reshape',
  ZeroPadding2D: 'pad',
  Concatenate: 'concat',
};

/** As a graph calls them. */
const ACTIVATIONS = { relu: 'Relu', relu6: 'Relu6', softmax: 'Softmax' };

/** Layers that only begin a model, or do something in training alone. */
const PASSING = ['InputLayer', 'Dropout', 'SpatialDropout2D', 'GaussianNoise', 'GaussianDropout'];

/**
 * Looks inside a model of layers, as the `network` of `loadClassifier` looks inside a graph.
 * Models in models are taken apart.
 *
 * @param {object} model of TensorFlow.js; each of its layers is used once
 * @param {(picture: Float32Array) => object} prepare makes the tensor that the model is given
 * @returns {{list: Function, gridOf: Function, run: Function, weight: Function}}
 */
export function createStack(model, prepare) {
  const found = [{ layer: null, sources: [] }]; // the picture comes first
  collect(model, 0, found);
  const layers = found.map(({ layer, sources }, place) => ({
    ...(layer ? readLayer(layer) : { ...NOTHING, kind: 'input', operation: 'InputLayer' }),
    name: String(place),
    kernel: layer && kernelOf(layer) && { name: String(place), shape: kernelOf(layer).shape },
    sources,
    roles: place === found.length - 1 ? ['probabilities'] : [],
  }));

  return {
    list: async () => layers,
    gridOf: () => null,

    run(picture, names) {
      const places = names.map(Number);
      return tidy(() => {
        const made = [prepare(picture)];
        for (const { layer, sources } of found.slice(1, Math.max(...places) + 1)) {
          const inputs = sources.map((source) => made[source]);
          made.push(layer.apply(inputs.length > 1 ? inputs : inputs[0]));
        }
        return places.map((place) => made[place]);
      });
    },

    async weight(name) {
      const kernel = kernelOf(found[Number(name)].layer).read();
      return { shape: kernel.shape, values: await kernel.data() };
    },
  };
}

/**
 * @param {object} container a model
 * @param {number} begin place of what it is given
 * @param {{layer: object, sources: number[]}[]} found added to
 * @returns {number} place of what it makes
 */
function collect(container, begin, found) {
  const isChain = container.getClassName() === 'Sequential';
  const places = new Map();
  let place = begin;
  for (const layer of container.layers) {
    const before = isChain ? [] : layer.inboundNodes.at(-1).inboundLayers;
    const known = before.map(({ name }) => places.get(name));
    const sources = known.length > 0 ? known : [place];
    if (layer.layers) place = collect(layer, sources[0], found);
    else if (PASSING.includes(layer.getClassName())) [place] = sources;
    else place = found.push({ layer, sources }) - 1;
    places.set(layer.name, place);
  }
  return place;
}

const NOTHING = { fused: [], weights: 0 };

function readLayer(layer) {
  const operation = layer.getClassName();
  const kind = KINDS[operation] ?? 'other';
  const curve = layer.activation?.getClassName() ?? 'linear';
  const name = ACTIVATIONS[curve] ?? curve;
  return {
    ...NOTHING,
    kind: name === 'Softmax' && kind === 'activation' ? 'softmax' : kind,
    operation: kind === 'activation' ? activationOf(layer, name) : operation,
    fused: kind === 'activation' || name === 'linear' ? [] : [name],
    weights: layer.weights.reduce((sum, { shape }) => sum + product(shape), 0),
  };
}

function activationOf(layer, name) {
  if (layer.getClassName() === 'ReLU') return layer.maxValue === 6 ? 'Relu6' : 'Relu';
  return name === 'linear' ? layer.getClassName() : name;
}

const kernelOf = (layer) => layer.kernel ?? layer.depthwiseKernel ?? null;
