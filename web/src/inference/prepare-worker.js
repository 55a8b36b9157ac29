// Where pictures are read: one worker for all models and backends. Every { id, task, input } is
// answered once, by { id, output } or { id, failure }.
import { Fault } from '../fault.js';
import { readsAsDrawn } from './canvas.js';
import { toTensor } from './decode.js';

const tasks = {
  /** @returns {Promise<object>} as from `toTensor` */
  prepare: ({ picture, input, square }) => toTensor(picture, input, square),

  /** Here, where pictures are read: elsewhere a browser may do otherwise. */
  tryCanvas: () => ({ readsAsDrawn: readsAsDrawn() }),
};

self.onmessage = async ({ data: { id, task, input } }) => {
  try {
    const output = await tasks[task](input);
    self.postMessage({ id, output }, output.tensor ? [output.tensor.buffer] : []);
  } catch (error) {
    self.postMessage({ id, failure: Fault.from(error, 'picture-unusable').toMessage() });
  }
};
