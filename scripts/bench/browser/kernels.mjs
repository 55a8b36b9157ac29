import { foldersOf } from './engines.mjs';
import { answerPictures, startWorker } from './in_page.mjs';
import { serveSites } from './server.mjs';
import { quantile } from './statistics.mjs';

const RUNS = { full: 200, quick: 4 };
const WARM_UP = 10;

/**
 * Where our time for one picture goes: every kernel of TensorFlow.js that runs, with the clock
 * around it.
 *
 * @param {object} bench
 * @returns {Promise<object>} milliseconds of a picture, and of each kernel by name and output shape
 */
export async function measureKernels({ browser, engines: [ours], metadata, quick }) {
  const pictures = metadata.self_check.pictures.map(({ pixels }) => pixels);
  // Isolated, since otherwise the clock tells tenths of a millisecond only.
  const site = await serveSites(foldersOf([ours]), { isolated: true });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.address}blank`);
    await page.evaluate(startWorker, {
      site: `${site.address}${ours.name}`,
      worker: ours.worker,
      options: ours.options,
      files: ours.files,
      begin: { backend: 'wasm' },
    });
    await page.evaluate(answerPictures, { pictures, runs: WARM_UP });
    const [worker] = page.workers();
    await worker.evaluate(timeKernels, 'wasm');
    const runs = RUNS[quick ? 'quick' : 'full'];
    const { times } = await page.evaluate(answerPictures, { pictures, runs });
    const kernels = await worker.evaluate(() => globalThis.kernelTimes);
    return {
      runs,
      median_ms: quantile(times, 0.5),
      kernels: Object.entries(kernels)
        .map(([kernel, all]) => ({
          kernel,
          calls: Math.round(all.length / runs),
          milliseconds: quantile(all, 0.5) * Math.round(all.length / runs),
        }))
        .toSorted((a, b) => b.milliseconds - a.milliseconds),
    };
  } finally {
    await context.close();
    site.close();
  }
}

/** Runs inside the worker: puts a clock around each kernel in the registry of TensorFlow.js. */
function timeKernels(backend) {
  globalThis.kernelTimes = {};
  for (const config of globalThis._tfGlobals.get('kernelRegistry').values()) {
    if (config.backendName !== backend) continue;
    const { kernelFunc, kernelName } = config;
    config.kernelFunc = (call) => {
      const start = performance.now();
      const output = kernelFunc(call);
      const took = performance.now() - start;
      const { shape } = [output].flat()[0];
      const key = `${kernelName} to ${shape.slice(1).join(' × ') || 'one number'}`;
      globalThis.kernelTimes[key] ??= [];
      globalThis.kernelTimes[key].push(took);
      return output;
    };
  }
}
