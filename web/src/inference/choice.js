import { Fault } from '../fault.js';

/** In the order in which they are tried while nothing is known about the device. */
export const BACKENDS = ['wasm', 'webgpu', 'webgl', 'cpu'];

/** How backends are written for people. */
export const BACKEND_NAMES = { wasm: 'WASM', webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' };

/**
 * @param {string | null} asked the value of `?backend=`
 * @returns {string | null} null if none was asked for
 * @throws {Fault} `backend-unknown`, listing the valid ones
 */
export function readForcedBackend(asked) {
  if (asked === null || BACKENDS.includes(asked)) return asked;
  throw new Fault('backend-unknown', { backend: asked, valid: BACKENDS.join(', ') });
}

/**
 * @param {{backend: string, state: string, milliseconds?: number}[]} trials
 * @returns {string | null} the fastest of those that gave right answers
 */
export function fastest(trials) {
  const right = trials.filter(({ state }) => state === 'right');
  right.sort((a, b) => a.milliseconds - b.milliseconds);
  return right[0]?.backend ?? null;
}

/**
 * @param {number[]} values at least one
 * @returns {number}
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Remembers the chosen backend for exactly these weights: other weights may
 * be right or fast elsewhere.
 *
 * @param {Storage} storage
 * @param {object} metadata of the model
 * @returns {{read: () => string | null, write: (backend: string) => void}}
 */
export function backendMemory(storage, { name, files }) {
  const key = `kilas.backend.${name}.${files.map(({ sha256 }) => sha256.slice(0, 8)).join('.')}`;
  return {
    read() {
      const backend = storage.getItem(key);
      return BACKENDS.includes(backend) ? backend : null;
    },
    write: (backend) => storage.setItem(key, backend),
  };
}
