import { Fault } from '../fault.js';

const KEPT = 20; // likeliest classes of a picture: of a thousand, the rest would fill the memory

/**
 * Looks at the pictures that wait, one at a time and in their order. One that cannot be read
 * fails alone. What is no picture's fault ends the run: it would befall every other picture, too.
 *
 * @param {object} options
 * @param {() => object | undefined} options.next the first item that waits
 * @param {(file: File, signal: AbortSignal) => Promise<object>} options.classify
 * @param {(item: object) => void} options.onChange told of each new state of an item
 * @param {AbortSignal} signal ends the run; the picture in work is answered or waits again
 * @throws {Fault} what ended the run, the picture in work waiting again
 */
export async function runQueue({ next, classify, onChange }, signal) {
  for (let item = next(); item && !signal.aborted; item = next()) {
    change(item, { state: 'busy', run: signal });
    try {
      const answer = await classify(item.file, signal);
      if (item.run === signal) change(item, answered(answer));
    } catch (error) {
      if (item.run !== signal) return; // another run asks anew
      const fault = Fault.from(error, 'unexpected');
      if (!signal.aborted && fault.code.startsWith('picture-')) {
        change(item, { state: 'failed', fault });
        continue;
      }
      change(item, { state: 'waiting' });
      if (!signal.aborted) throw fault;
    }
  }

  function change(item, news) {
    Object.assign(item, news);
    onChange(item);
  }
}

/** Only what is of use later: an answer whole, with what the model saw, would be kept for ever. */
function answered({ predictions, confidence, rejected }) {
  const state = rejected ? 'rejected' : 'answered';
  return { state, answer: { predictions: predictions.slice(0, KEPT), confidence, rejected } };
}
