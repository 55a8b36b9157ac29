import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { Fault } from '../fault.js';
import { gridOf } from './grid.js';
import { repeatable } from './repeat.js';

/**
 * A model that is ready to answer, on the backend that is set.
 *
 * @param {{metadata: object, graph: object, weights: ArrayBuffer}} files
 * @returns {Promise<{classify: Function, embed: Function, explain: Function, network: object}>}
 * @throws {Fault} `model-damaged` if TensorFlow.js cannot read the graph
 */
export async function loadClassifier({ metadata, graph, weights }) {
  const { classes, input, outputs } = metadata;
  const model = await loadModel(graph, weights);
  const constants = Object.values(model.weights).flat();
  const shape = [1, input.size, input.size, 3];
  const computations = new Map(); // by the outputs that they give

  /**
   * @param {Float32Array} picture [size, size, 3], RGB, 0 to 255
   * @returns {Promise<{probabilities: number[], confidence: number}>}
   *   probabilities in the order of the metadata's classes
   * @throws {Fault} `backend-wrong` if the numbers are no numbers, `model-damaged` if the
   *   graph cannot be run anywhere or gives too many or too few of them
   */
  async function classify(picture) {
    const [probabilities, confidence] = await compute(picture, [
      outputs.probabilities,
      outputs.confidence,
    ]);
    checkCount(outputs.probabilities, probabilities.values.length, classes.length);
    checkCount(outputs.confidence, confidence.values.length, 1);
    const [certainty] = finite(confidence);
    return { probabilities: Array.from(finite(probabilities)), confidence: certainty };
  }

  /**
   * @param {Float32Array} picture as for `classify`
   * @returns {Promise<Float32Array>} what the model has found in it, before any class is named
   * @throws {Fault} `backend-wrong` if the numbers are no numbers
   */
  async function embed(picture) {
    const [embedding] = await compute(picture, [outputs.embedding]);
    return finite(embedding);
  }

  /**
   * @param {Float32Array} picture as for `classify`
   * @returns {Promise<{height: number, width: number, values: Float32Array, grid: object | null}>}
   *   `values` is [height, width, classes], their mean over the positions is the logits;
   *   `grid` as from `gridOf`
   * @throws {Fault} `backend-wrong` if the numbers are no numbers
   */
  async function explain(picture) {
    const [maps] = await compute(picture, [outputs.class_maps]);
    const [, height, width, depth] = maps.shape;
    checkCount(outputs.class_maps, depth, classes.length);
    return { height, width, values: finite(maps), grid: await network.gridOf(outputs.class_maps) };
  }

  /** Computes no more than the outputs that are asked for. */
  async function compute(picture, names) {
    const key = names.join();
    if (!computations.has(key)) {
      computations.set(
        key,
        repeatable(shape, constants, (batch) => execute(batch, names)),
      );
    }
    return computations.get(key)(picture);
  }

  function execute(batch, names) {
    try {
      return [model.execute({ [input.tensor]: batch }, names)].flat();
    } catch (error) {
      throw whyNotRun(error);
    }
  }

  /** For those who look inside; see `inside/look.js`. */
  const network = {
    list: async () => (await import('./inside/graph.js')).listLayers(graph, metadata),
    /** As `gridOf`, for the output of this name. */
    gridOf: (name) => gridOf(graph, name, input.size, network.weight),

    /** @returns {Tensor[]} what these layers make of the picture; to be disposed of */
    run: (picture, names) => tidy(() => execute(tensor4d(picture, shape), names)),

    /** @returns {Promise<{shape: number[], values: Float32Array | Int32Array}>} a constant */
    async weight(name) {
      const [tensor] = model.weights[name];
      return { shape: tensor.shape, values: await tensor.data() };
    },
  };

  return { classify, embed, explain, network };
}

async function loadModel(graph, weights) {
  try {
    return await loadGraphModel(
      io.fromMemory({
        modelTopology: graph.modelTopology,
        signature: graph.signature,
        weightSpecs: graph.weightsManifest.flatMap((group) => group.weights),
        weightData: weights,
      }),
    );
  } catch (error) {
    throw new Fault('model-damaged', { file: 'model.json', reason: error.message });
  }
}

/** What no backend could run is the model's fault, not the backend's. */
function whyNotRun(error) {
  const operation = error.message.match(/^(?:Unknown|Custom) op '?(\w+)/)?.[1];
  return operation ? damaged('operation', { operation }) : error;
}

function finite({ values }) {
  if (!values.every(Number.isFinite)) throw new Fault('backend-wrong');
  return values;
}

function checkCount(tensor, values, classes) {
  if (values !== classes) throw damaged('output', { tensor, values, classes });
}

function damaged(code, values) {
  return new Fault('model-damaged', { file: 'model.json', reason: { code, values } });
}
