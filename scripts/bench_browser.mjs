// Times the page's classifier in a real browser: `npm run bench -- --json figures.json`.
//
// One picture at a time on one WebAssembly thread, in the worker that the built page runs, with
// each model under web/model/; what is timed is the network, without decoding or shrinking.
import './setup/require_node.mjs';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build } from './setup/build.mjs';
import { Failure, runScript } from './setup/failure.mjs';
import { openBrowser } from './setup/open_browser.mjs';
import { installPackages } from './setup/packages.mjs';
import { serve } from './setup/serve.mjs';

const RUNS = 300;

await runScript(async () => {
  const file = readOptions();
  await installPackages();
  await build();

  const browser = await openBrowser();
  const server = await serve(0, '127.0.0.1');
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/?backend=wasm`);
    await page.locator('[data-testid=status][data-state=ready]').waitFor();
    const figures = {
      hardware: `${cpus().length} × ${cpus()[0].model}`,
      browser: `Chromium ${browser.version()}`,
      date: new Date().toISOString().slice(0, 10),
      models: summarise(await page.evaluate(timeModels, RUNS)),
    };
    console.log(JSON.stringify(figures, null, 2));
    if (file) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    await browser.close();
    server.close();
  }
});

function readOptions() {
  try {
    return parseArgs({ options: { json: { type: 'string' } } }).values.json;
  } catch (error) {
    throw new Failure(`${error.message}. Usage: npm run bench -- [--json FILE]`);
  }
}

/** Milliseconds of each run, by model -> median and 95th percentile. */
function summarise(times) {
  const at = (values, share) =>
    Number(values.toSorted((a, b) => a - b)[Math.floor(share * values.length)].toFixed(2));
  return Object.fromEntries(
    Object.entries(times).map(([model, values]) => [
      model,
      { runs: values.length, median_ms: at(values, 0.5), p95_ms: at(values, 0.95) },
    ]),
  );
}

/** Runs inside the page, so it may use nothing from outside. */
async function timeModels(runs) {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const script = loaded.find((name) => /\/worker-[^/]*\.js$/.test(name));
  const { models } = await (await fetch('./model/index.json')).json();
  const times = {};
  for (const model of models) {
    const worker = new Worker(script, { type: 'module' });
    const call = (task, input) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) =>
          data.failure ? reject(data.failure) : resolve(data.output);
        worker.postMessage({ id: 0, task, input });
      });
    const read = (path, kind) => fetch(`./model/${model}/${path}`).then((answer) => answer[kind]());
    const metadata = await read('metadata.json', 'json');
    const graph = await read('model.json', 'json');
    const weights = await read('weights.bin', 'arrayBuffer');
    await call('begin', { backend: 'wasm' });
    await call('load', { files: { metadata, graph, weights } });
    times[model] = [];
    for (let run = 0; run < runs; run++) {
      times[model].push((await call('check', { index: 0 })).milliseconds);
    }
    worker.terminate();
  }
  return times;
}
