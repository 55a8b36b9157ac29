import { expect, test } from './kilas.js';

const FRAMES = [30, 180]; // at ten a second
const MEGABYTE = 2 ** 20;

test('a soak of camera frames leaves nothing behind', async ({ kilas, page }) => {
  test.slow(); // a camera takes its time for so many frames
  await page.addInitScript(() => {
    globalThis.frames = 0;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function send(message, ...options) {
      if (message.task === 'classify') globalThis.frames++;
      return postMessage.call(this, message, ...options);
    };
  });
  await kilas.open();
  await page.keyboard.press('c');
  const [worker] = page.workers();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');

  async function measure(frames) {
    await page.waitForFunction((count) => globalThis.frames >= count, frames, {
      timeout: 0, // the test has its own
    });
    await page.keyboard.press('Space'); // frozen, so that nothing is half done
    await expect(kilas.status).toHaveAttribute('data-state', 'ready');
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
    const tensors = await worker.evaluate(() => globalThis._tfengine.state.numTensors);
    const wasm = await worker.evaluate(() => globalThis._tfengine.backend.wasm.HEAPU8.length);
    await page.keyboard.press('Space');
    return {
      listeners: metric('JSEventListeners'),
      tensors,
      wasm,
      heap: metric('JSHeapUsedSize'),
    };
  }

  const { heap: heapBefore, ...before } = await measure(FRAMES[0]);
  const { heap, ...after } = await measure(FRAMES[1]);
  expect(after.tensors).toBeGreaterThan(0);
  expect(after).toEqual(before);
  expect(heap - heapBefore).toBeLessThan(MEGABYTE);
});
