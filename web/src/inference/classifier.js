import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { Fault } from '../fault.js';

/**
 * A model that is ready to answer, on the backend that is set.
 *
 * @param {{metadata: object, graph: object, weights: ArrayBuffer}} files
 * @returns {Promise<{classify: Function, dispose: Function}>}
 * @throws {Fault} `model-damaged` if TensorFlow.js cannot read the graph
 */
export async function loadClassifier({ metadata, graph, weights }) {
  const { input, outputs } = metadata;
  const model = await loadModel(graph, weights);

  /**
   * @param {Float32Array} picture [size, size, 3], RGB, 0 to 255
   * @returns {Promise<{probabilities: number[], confidence: number}>}
   *   probabilities in the order of the metadata's classes
   * @throws {Fault} `backend-wrong` if the numbers are no numbers
   */
  async function classify(picture) {
    const [probabilities, confidence] = tidy(() => {
      const batch = tensor4d(picture, [1, input.size, input.size, 3]);
      return model.execute({ [input.tensor]: batch }, [outputs.probabilities, outputs.confidence]);
    });
    try {
      const [answer, [certainty]] = await Promise.all([probabilities.data(), confidence.data()]);
      if (![...answer, certainty].every(Number.isFinite)) throw new Fault('backend-wrong');
      return { probabilities: Array.from(answer), confidence: certainty };
    } finally {
      probabilities.dispose();
      confidence.dispose();
    }
  }

  return { classify, dispose: () => model.dispose() };
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
