// The same work as in our own worker around a peer's runtime: every { id, task, input } is answered
// once, by { id, output } or { id, failure }.
import { begin, load } from '#runtime';
import { toTensor } from '../../../web/src/inference/decode.js';

const { classes, input } = __MODEL__; // put in when this is built
let run;

const tasks = {
  begin,

  async load({ model }) {
    run = await load(model, input.size);
  },

  async classify({ picture }) {
    const { tensor } = await toTensor(picture, input);
    const { probabilities } = await run(tensor);
    return classes[probabilities.indexOf(Math.max(...probabilities))];
  },

  /** One picture that is a tensor already; only the network is timed. */
  async check({ tensor }) {
    const start = performance.now();
    const answer = await run(tensor);
    return { ...answer, milliseconds: performance.now() - start };
  },
};

self.onmessage = async ({ data: { id, task, input } }) => {
  try {
    self.postMessage({ id, output: await tasks[task](input) });
  } catch (error) {
    self.postMessage({ id, failure: { code: 'peer-failed', values: { reason: String(error) } } });
  }
};
