import { BACKENDS } from './choice.js';

let ahead = null;

/**
 * Starts the first worker before anybody asks for it: its runtime is on its way while the page is
 * still being put together, which takes a slow phone half a second.
 *
 * @param {string | null} asked the value of `?backend=`
 */
export function startAhead(asked) {
  const backend = BACKENDS.includes(asked) ? asked : BACKENDS[0];
  ahead = start();
  ahead.postMessage({ id: 'ahead', task: 'begin', input: { backend } });
}

/** @returns {Worker} for one backend and one model; see `worker.js` */
export function startWorker() {
  const worker = ahead ?? start();
  ahead = null;
  return worker;
}

/** @returns {Worker} for all models; see `prepare-worker.js` */
export const startPreparing = () =>
  new Worker(new URL('./prepare-worker.js', import.meta.url), { type: 'module' });

const start = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
