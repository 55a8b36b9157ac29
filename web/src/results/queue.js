import { Fault } from '../fault.js';

const KEPT = 20; // likeliest classes of a picture: of a thousand, the rest would fill the memory

const LANES = 2; // while one picture is looked at, the next one is read

/**
 * Looks at the pictures that wait, in their order. One that cannot be read fails alone. What is no
 * picture's fault ends the run: it would befall every other picture, too.
 *
 * @param {object} options
 * @param {() => object | undefined} options.next the first item that waits
 * @param {(file: File, signal: AbortSignal) => Promise<object>} options.classify
 * @param {(item: object) => void} options.onChange told of each new state of an item
 * @param {AbortSignal} signal ends the run; the pictures in work are answered or wait again
 * @throws {Fault} what ended the run, the picture that met it waiting again
 */
export async function runQueue({ next, classify, onChange }, signal) {
  let ended = null;

  async function lane() {
    for (let item = next(); item && !signal.aborted && !ended; item = next()) {
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
        if (!signal.aborted) ended ??= fault;
      }
    }
  }

  await Promise.all(Array.from({ length: LANES }, lane));
  if (ended) throw ended;

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
