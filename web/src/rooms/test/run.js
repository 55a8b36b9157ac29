import { createPace } from '../../results/pace.js';
import { runQueue } from '../../results/queue.js';

const PACE = 200; // milliseconds: numbers change at most five times a second
const DONE = new Set(['answered', 'rejected', 'failed']);

/**
 * Looks at labelled pictures in their order. Files are only referred to, and of an answer
 * the best class is kept, so thousands of pictures weigh little.
 *
 * @typedef {object} Item
 * @property {string} name path of the file
 * @property {File} file
 * @property {number} truth as from `createMatcher`
 * @property {'waiting' | 'busy' | 'answered' | 'rejected' | 'failed'} state
 * @property {{predictions: object[], confidence: number, rejected: boolean} | null} answer with
 *   the best prediction only
 * @property {import('../../fault.js').Fault | null} fault why it failed
 *
 * @param {object} options
 * @param {(file: File, signal: AbortSignal) => Promise<object>} options.classify
 * @param {() => void} options.onProgress
 * @param {() => void} options.onPause told when it has ended or was stopped
 * @param {(fault: import('../../fault.js').Fault) => void} options.onFault what ended it early
 */
export function createRun({ classify, onProgress, onPause, onFault }) {
  let items = [];
  let cursor = 0; // none waits before it
  let done = 0;
  let job = null;
  let turn = Promise.resolve();
  const pace = createPace(PACE, onProgress);

  function nextWaiting() {
    while (cursor < items.length && items[cursor].state !== 'waiting') cursor++;
    return items[cursor];
  }

  async function look(file, signal) {
    const { predictions, confidence, rejected } = await classify(file, signal);
    return { predictions: predictions.slice(0, 1), confidence, rejected };
  }

  function start() {
    if (job || done === items.length) return;
    job = new AbortController();
    cursor = 0;
    onProgress();
    const own = { items, job };
    turn = turn.then(() => work(own)); // a picture may still be in work, of a run that was stopped
    return turn;
  }

  async function work(own) {
    const isOurs = () => own.items === items; // or the test was given up for another
    function onChange(item) {
      if (!isOurs()) return;
      if (DONE.has(item.state)) done++;
      pace.add(item);
    }
    try {
      await runQueue({ next: nextWaiting, classify: look, onChange }, own.job.signal);
    } catch (fault) {
      if (isOurs()) onFault(fault);
    }
    if (!isOurs() || (job && job !== own.job)) return;
    pause();
  }

  function pause() {
    job = null;
    pace.flush();
    onPause();
  }

  return {
    start,

    /** The pictures in work are still answered. */
    stop() {
      job?.abort();
      if (job) pause();
    },

    /** @param {{name: string, file: File, truth: number}[]} pictures a new test */
    begin(pictures) {
      job?.abort();
      job = null;
      items = pictures.map((picture) => ({
        ...picture,
        ...{ state: 'waiting', run: null, answer: null, fault: null },
      }));
      done = 0;
      return start();
    },

    /** @returns {Item[]} in the order in which they are looked at */
    get items() {
      return items;
    },

    /** @returns {number} how many were looked at */
    get done() {
      return done;
    },

    /** @returns {boolean} */
    get isRunning() {
      return job !== null;
    },
  };
}
