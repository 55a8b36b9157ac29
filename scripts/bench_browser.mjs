// Measures the page beside what a user would pick instead, in one run: `npm run bench`.
//
//   npm run bench -- --only bytes,latency   some of the parts
//   npm run bench -- --json figures.json    every figure
//   npm run bench -- --quick --alone        without peers, for seconds: proves that it runs
//
// Writes docs/benchmarks.md, unless it was quick or alone, or other work kept the machine busy.
import './setup/require_node.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBatch } from './bench/browser/batch.mjs';
import { measureBytes } from './bench/browser/bytes.mjs';
import { measureCamera } from './bench/browser/camera.mjs';
import { listEngines, readMetadata } from './bench/browser/engines.mjs';
import { measureFirstAnswer } from './bench/browser/first_answer.mjs';
import { measureGraphics } from './bench/browser/graphics.mjs';
import { measureKernels } from './bench/browser/kernels.mjs';
import { measureLatency } from './bench/browser/latency.mjs';
import { measureMemory } from './bench/browser/memory.mjs';
import { preparePeers } from './bench/browser/peers.mjs';
import * as report from './bench/browser/report.mjs';
import { circumstances, isBusy, writeSections } from './bench/document.mjs';
import { build } from './setup/build.mjs';
import { Failure, runScript } from './setup/failure.mjs';
import { openBrowser } from './setup/open_browser.mjs';
import { installPackages } from './setup/packages.mjs';
import { ROOT } from './setup/run.mjs';

const PARTS = {
  bytes: { measure: measureBytes, describe: report.describeBytes },
  'first-answer': { measure: measureFirstAnswer, describe: report.describeFirstAnswer },
  latency: { measure: measureLatency, describe: report.describeLatency },
  graphics: { measure: measureGraphics, describe: report.describeGraphics },
  kernels: { measure: measureKernels, describe: report.describeKernels },
  memory: { measure: measureMemory, describe: report.describeMemory },
  camera: { measure: measureCamera, describe: report.describeCamera },
  batch: { measure: measureBatch, describe: report.describeBatch },
};

await runScript(async () => {
  const { only, json, quick, alone } = readOptions();
  await installPackages();
  const { default: model } = JSON.parse(readFileSync(join(ROOT, 'web', 'model', 'index.json')));
  const wasBusy = isBusy(); // before we are the work ourselves
  const run = circumstances();
  const peers = alone ? {} : await preparePeers(model);
  await build();

  const browser = await openBrowser();
  const parts = {};
  try {
    run.browser = `Chromium ${browser.version()}`;
    run.versions = Object.fromEntries(
      Object.entries(peers).map(([name, { version }]) => [name, version]),
    );
    const engines = listEngines(peers, model);
    const metadata = readMetadata(model);
    for (const part of only) {
      console.log(`\n── ${part}`);
      const bench = { browser, openBrowser, engines, metadata, model, quick };
      parts[part] = await PARTS[part].measure(bench);
      console.log(PARTS[part].describe(parts[part]));
    }
  } finally {
    await browser.close();
  }

  const ratios = Object.assign({}, ...Object.values(parts).map((part) => part.ratios));
  if (json) writeFileSync(json, `${JSON.stringify({ ...run, ...ratios, parts }, null, 2)}\n`);
  if (quick || alone) return;
  if (wasBusy) {
    console.log(`\nOther work kept this machine busy: docs/benchmarks.md stays as it was.`);
    return;
  }
  writeSections(
    Object.fromEntries(
      Object.entries(parts).map(([part, figures]) => [
        part,
        `${report.describeRun(run)}\n\n${PARTS[part].describe(figures)}`,
      ]),
    ),
  );
  console.log('\ndocs/benchmarks.md has the new figures.');
});

function readOptions() {
  const all = Object.keys(PARTS);
  const usage = `Usage: npm run bench -- [--only ${all.join(',')}] [--json FILE] [--quick] [--alone]`;
  let options;
  try {
    options = parseArgs({
      options: {
        only: { type: 'string', default: all.join(',') },
        json: { type: 'string' },
        quick: { type: 'boolean', default: false },
        alone: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error.message}. ${usage}`);
  }
  const only = options.only.split(',');
  const unknown = only.find((part) => !all.includes(part));
  if (unknown !== undefined) throw new Failure(`There is no part '${unknown}'. ${usage}`);
  return { ...options, only };
}
