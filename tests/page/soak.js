import { engineWorker, expect } from './kilas.js';

/** Counts the camera frames that are sent to be looked at; to be called before the page opens. */
export async function countFrames(page) {
  await page.addInitScript(() => {
    globalThis.frames = 0;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function send(message, ...options) {
      if (message.task === 'prepare') globalThis.frames++;
      return postMessage.call(this, message, ...options);
    };
  });
}

/**
 * Turns the camera on and measures what is in use after so many frames, each time with the
 * picture frozen, so that nothing is half done.
 *
 * @param {{kilas: object, page: import('@playwright/test').Page}} fixtures a page that is open
 * @param {number[]} counts of frames, rising
 * @returns {Promise<{frames: number, listeners: number, tensors: number, wasm: number,
 *   heap: number}[]>} `wasm` is the worker's memory, `heap` the page's, in bytes
 */
export async function soak({ kilas, page }, counts) {
  await page.keyboard.press('c');
  await kilas.answerTo('camera');
  const worker = engineWorker(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const samples = [];
  for (const count of counts) {
    await page.waitForFunction((wanted) => globalThis.frames >= wanted, count, {
      timeout: 0, // the test has its own
    });
    await page.keyboard.press('Space');
    await expect(kilas.status).toHaveAttribute('data-state', 'ready');
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
    samples.push({
      frames: await page.evaluate(() => globalThis.frames),
      listeners: metric('JSEventListeners'),
      heap: metric('JSHeapUsedSize'),
      ...(await worker.evaluate(() => ({
        tensors: globalThis._tfengine.backend.numDataIds(),
        wasm: globalThis._tfengine.backend.wasm.HEAPU8.length,
      }))),
    });
    await page.keyboard.press('Space');
  }
  return samples;
}
