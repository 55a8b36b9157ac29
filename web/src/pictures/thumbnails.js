const PATIENCE = 20_000; // a worker that ran out of memory says nothing

/**
 * Makes thumbnails, one at a time.
 *
 * @param {number} size of a thumbnail's side, in pixels
 * @param {() => Worker} startWorker
 * @returns {{make: (file: File) => Promise<Blob | null>, close: () => void}} `make` gives null
 *   for what is no picture, and is called again only when it has answered; `close` frees the
 *   worker until the next call
 */
export function createThumbnails(size, startWorker) {
  let worker = null;
  let settle = () => {};

  function close() {
    worker?.terminate();
    worker = null;
    settle(null);
  }

  function make(file) {
    worker ??= startWorker();
    return new Promise((resolve) => {
      const timer = setTimeout(close, PATIENCE);
      settle = (blob) => {
        clearTimeout(timer);
        resolve(blob);
      };
      worker.onmessage = ({ data }) => settle(data);
      worker.onerror = close;
      worker.postMessage({ file, size });
    });
  }

  return { make, close };
}

export const startThumbnailWorker = () =>
  new Worker(new URL('./thumbnail-worker.js', import.meta.url), { type: 'module' });
