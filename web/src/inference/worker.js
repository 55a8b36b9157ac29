// The inference thread: one worker, one backend, one model. Every
// { id, task, input } is answered once, by { id, output } or { id, failure }.
import { Fault } from '../fault.js';
import { useBackend } from './backends.js';
import { loadClassifier } from './classifier.js';
import { isLayersModel } from './graph.js';
import { checkPicture, isRight, warmUpPicture } from './self-check.js';

let begun;
let metadata;
let classifier;

const tasks = {
  /**
   * Apart from `load`, so that the runtime arrives while the model is still downloading. The first
   * worker is told twice: ahead of everything else, and when somebody waits for it.
   */
  async begin({ backend }) {
    begun ??= useBackend(backend);
    await begun;
  },

  /** Ready, and warm: the first run compiles and allocates, so it is not the visitor's. */
  async load({ files }) {
    metadata = files.metadata;
    const load = isLayersModel(files.graph)
      ? (await import('./layers.js')).loadLayersClassifier
      : loadClassifier;
    classifier = await load(files);
    await classifier.classify(warmUpPicture(metadata));
  },

  /** A picture as `toTensor` made it, or a changed copy of that. */
  async answer({ seen }) {
    const start = performance.now();
    const answer = await classifier.classify(seen);
    return { ...answer, milliseconds: performance.now() - start };
  },

  /** What other classes can be taught on; see `rooms/teach`. */
  embed: async ({ seen }) => ({ embedding: await classifier.embed(seen) }),

  /** Apart from `answer`, which stays as cheap as it is: few visitors ask why. */
  explain: ({ seen }) => classifier.explain(seen),

  /** What the model is made of; with the next, loaded when somebody looks inside. */
  async layers({ seen }) {
    const { describeLayers } = await import('./inside/look.js');
    return describeLayers(classifier.network, seen);
  },

  async layer({ seen, name }) {
    const { lookAt } = await import('./inside/look.js');
    return lookAt(classifier.network, seen, name);
  },

  /** One picture at a time, so that a check never keeps a visitor waiting for long. */
  async check({ index }) {
    const tensor = checkPicture(metadata, index);
    const start = performance.now();
    const { probabilities } = await classifier.classify(tensor);
    const milliseconds = performance.now() - start;
    return { right: isRight(metadata, index, probabilities), milliseconds };
  },
};

self.onmessage = async ({ data: { id, task, input } }) => {
  try {
    self.postMessage({ id, output: await tasks[task](input) });
  } catch (error) {
    self.postMessage({ id, failure: Fault.from(error, 'backend-failed').toMessage() });
  }
};
