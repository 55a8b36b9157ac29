// Apart from the rest, and loaded only for a model of layers: few visitors bring one.
import { div, expandDims, io, mul, sub, sum, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { Fault } from '../fault.js';
import { createStack } from './inside/stack.js';

/** Not 127.5, whatever is said elsewhere: this is what Teachable Machine trains with. */
const HALF = 127;
const GREY = [0.2989, 0.587, 0.114];

/**
 * An image model of Teachable Machine that is ready to answer, on the backend that is set.
 *
 * @param {{metadata: object, graph: object, weights: ArrayBuffer}} files from `readTeachable`
 * @returns {Promise<{classify: Function, network: object}>} as from `loadClassifier`
 * @throws {Fault} `model-damaged`, naming the file, if it is no such model
 */
export async function loadLayersClassifier({ metadata, graph, weights }) {
  const model = await loadModel(graph, weights);
  const { size, channels } = metadata.input;
  checkShapes(model, metadata);

  /** @param {Float32Array} picture [size, size, 3], RGB, 0 to 255 */
  async function classify(picture) {
    const output = tidy(() => model.predict(prepare(picture)));
    try {
      const probabilities = Array.from(await output.data());
      if (!probabilities.every(Number.isFinite)) throw new Fault('backend-wrong');
      return { probabilities, confidence: Math.max(...probabilities) };
    } finally {
      output.dispose();
    }
  }

  function prepare(picture) {
    const colours = tensor3d(picture, [size, size, 3]);
    const pixels = channels === 1 ? sum(mul(colours, GREY), -1, true) : colours;
    return sub(div(expandDims(pixels, 0), HALF), 1);
  }

  return { classify, network: createStack(model, prepare) };
}

async function loadModel(graph, weights) {
  try {
    return await loadLayersModel(
      io.fromMemory({
        modelTopology: graph.modelTopology,
        weightSpecs: graph.weightsManifest.flatMap((group) => group.weights),
        weightData: weights,
      }),
    );
  } catch (error) {
    throw new Fault('model-damaged', { file: 'model.json', reason: error.message });
  }
}

function checkShapes({ inputs, outputs }, { classes, input: { size, channels } }) {
  const [{ name, shape }] = inputs;
  const wanted = [size, size, channels];
  if (inputs.length > 1 || shape.slice(1).join() !== wanted.join()) {
    throw damaged('model.json', 'input', {
      tensor: name,
      shape: shape.slice(1).join(' × '),
      wanted: wanted.join(' × '),
    });
  }
  const values = outputs[0].shape.at(-1);
  if (outputs.length > 1 || values !== classes.length) {
    throw damaged('metadata.json', 'labels', { labels: classes.length, values });
  }
}

function damaged(file, code, values) {
  return new Fault('model-damaged', { file, reason: { code, values } });
}
