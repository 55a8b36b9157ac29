import { foldersOf } from './engines.mjs';
import { serveSites } from './server.mjs';
import { slowDown } from './slow_down.mjs';
import { quantile } from './statistics.mjs';

const FACTOR = 4;
const SECONDS = { full: 60, quick: 3 };
const FRAME = { width: 1280, height: 720, runs: 200 };
const CAMERA = ['--use-fake-device-for-media-stream=fps=30', '--use-fake-ui-for-media-stream'];

/**
 * A minute of live answers on a slow device, and what the page itself does to a frame.
 *
 * @param {object} bench
 * @returns {Promise<object>}
 */
export async function measureCamera({ openBrowser, engines: [ours], metadata, quick }) {
  const site = await serveSites(foldersOf([ours]));
  const browser = await openBrowser({ args: CAMERA });
  try {
    const live = await watchLive(browser, `${site.address}${ours.name}/?backend=wasm`, quick);
    const own = await timeFrames(browser, site.address, ours, metadata);
    return { slower: FACTOR, live, frame: FRAME, own_work_ms: own };
  } finally {
    await browser.close();
    site.close();
  }
}

async function watchLive(browser, address, quick) {
  const page = await browser.newPage({ serviceWorkers: 'block' });
  page.setDefaultTimeout(120_000);
  await page.addInitScript(keepCount);
  await page.goto(address);
  await page.locator('[data-testid=status][data-state=ready]').waitFor();
  await page.keyboard.press('c');
  await page.waitForFunction(() => globalThis.count.answers > 0);
  const speedUp = await slowDown(browser, FACTOR);
  try {
    await page.waitForTimeout(2000); // until it runs evenly
    const before = await page.evaluate(readCount);
    await page.waitForTimeout(1000 * (quick ? SECONDS.quick : SECONDS.full));
    const after = await page.evaluate(readCount);
    const seconds = (after.now - before.now) / 1000;
    const answers = after.answers - before.answers;
    const frames = after.frames - before.frames;
    const tasks = after.tasks.filter(({ start }) => start >= before.now);
    return {
      seconds,
      camera_frames_per_second: frames / seconds,
      answers_per_second: answers / seconds,
      dropped_share: 1 - answers / frames,
      long_tasks: tasks.length,
      longest_task_ms: Math.max(0, ...tasks.map(({ duration }) => duration)),
    };
  } finally {
    await speedUp();
    await page.close();
  }
}

/** Runs inside the page: counts answers from workers and main-thread tasks over 50 ms. */
function keepCount() {
  globalThis.count = { answers: 0, tasks: [] };
  const { postMessage } = Worker.prototype;
  const known = new WeakSet();
  Worker.prototype.postMessage = function send(...message) {
    if (!known.has(this)) {
      known.add(this);
      this.addEventListener('message', ({ data }) => {
        if (data.output?.probabilities) globalThis.count.answers++;
      });
    }
    return postMessage.apply(this, message);
  };
  new PerformanceObserver((list) => {
    for (const { startTime: start, duration } of list.getEntries()) {
      globalThis.count.tasks.push({ start, duration });
    }
  }).observe({ type: 'longtask' });
}

/** Runs inside the page. */
function readCount() {
  const { totalVideoFrames } = document.querySelector('video').getVideoPlaybackQuality();
  return { ...globalThis.count, frames: totalVideoFrames, now: performance.now() };
}

/** Crop, shrink and what drawing they need, for frames larger than the page asks a camera for. */
async function timeFrames(browser, address, { name, preparer, options }, { input }) {
  const page = await browser.newPage();
  await page.goto(`${address}blank`);
  const order = { ...FRAME, script: `${address}${name}/${preparer}`, options, input };
  const times = await page.evaluate(prepareFrames, order);
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

/** Runs inside the page. */
async function prepareFrames({ width, height, runs, script, options, input }) {
  const worker = new Worker(script, options);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const colours = context.createLinearGradient(0, 0, width, height);
  for (const [at, colour] of ['navy', 'gold', 'teal'].entries())
    colours.addColorStop(at / 2, colour);
  context.fillStyle = colours;
  context.fillRect(0, 0, width, height);
  const times = [];
  for (let run = 0; run < runs; run++) {
    const picture = await createImageBitmap(canvas);
    const told = new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data.output.times.prepare);
    });
    worker.postMessage({ id: run, task: 'prepare', input: { picture, input } });
    times.push(await told);
  }
  return times;
}
