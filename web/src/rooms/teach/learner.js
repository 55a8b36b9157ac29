import { Fault } from '../../fault.js';

/**
 * Learns in a worker. Only the newest wish counts; what is still being learned for an older one
 * is given up.
 *
 * @param {() => Worker} startWorker
 * @returns {{learn: (examples: object) => Promise<object | null>, stop: () => void}} `learn` as in
 *   `learn.js`, or null if there is a newer wish
 */
export function createLearner(startWorker = start) {
  let worker = null;
  let giveUp = null; // what ends the wish that is being met

  function stop() {
    worker?.terminate();
    worker = null;
    giveUp?.();
    giveUp = null;
  }

  return {
    stop,

    learn(examples) {
      if (giveUp) stop();
      worker ??= startWorker();
      return new Promise((resolve, reject) => {
        giveUp = () => resolve(null);
        worker.onmessage = ({ data }) => {
          giveUp = null;
          resolve(data);
        };
        worker.onerror = (event) => {
          event.preventDefault?.();
          reject(new Fault('unexpected', { reason: event.message ?? '' }));
          stop();
        };
        worker.postMessage(examples);
      });
    },
  };
}

const start = () => new Worker(new URL('./learn-worker.js', import.meta.url), { type: 'module' });
