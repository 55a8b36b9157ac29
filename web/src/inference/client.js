import { Fault } from '../fault.js';

const PATIENCE = 60_000; // a lost graphics card never answers; a slow phone does

/**
 * Turns a worker into awaited calls.
 *
 * If the worker dies, or is closed, everyone who waits is told: a promise
 * that never settles would leave the page busy for ever.
 *
 * @param {Worker} worker
 * @returns {{call: (task: string, input: object) => Promise<any>, close: () => void}}
 */
export function createClient(worker) {
  const waiting = new Map();
  let nextId = 0;
  let ended = null;

  function end(fault) {
    ended ??= fault;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  worker.onmessage = ({ data: { id, output, failure } }) => {
    const caller = waiting.get(id);
    if (!caller) return; // was told already that the worker ended
    waiting.delete(id);
    if (failure) caller.reject(new Fault(failure.code, failure.values));
    else caller.resolve(output);
  };
  worker.onerror = (event) => {
    event.preventDefault?.();
    end(new Fault('worker-died', { reason: event.message ?? '' }));
  };
  worker.onmessageerror = () => end(new Fault('worker-died', { reason: 'messageerror' }));

  return {
    call(task, input) {
      if (ended) return Promise.reject(ended);
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, task, input });
      });
    },
    close: () => end(new Fault('worker-closed')),
  };
}

/**
 * @template T
 * @param {Promise<T>} promise of a worker
 * @returns {Promise<T>} the same, but for one that is not kept within a minute
 * @throws {Fault} `backend-silent`
 */
export function patiently(promise) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Fault('backend-silent')), PATIENCE);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}
