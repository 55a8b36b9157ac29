import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../setup/run.mjs';
import { hostPage } from './host.mjs';
import { table } from './table.mjs';
import { installTools, resolveTool } from './tools.mjs';

const RUNS = 5;
const NEEDED = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const METRICS = {
  'first-contentful-paint': 'First contentful paint',
  'largest-contentful-paint': 'Largest contentful paint',
  'total-blocking-time': 'Total blocking time',
  'cumulative-layout-shift': 'Cumulative layout shift',
  'speed-index': 'Speed index',
};
const REMEDY = 'Lighthouse could not look at the page.';

export const title = 'Lighthouse';

export async function run({ folder, browser }) {
  await installTools();
  const host = await hostPage();
  try {
    const runs = [];
    for (let i = 0; i < RUNS; i++) runs.push(await audit(host.address, folder, browser));
    return { ...summarise(runs), runs: runs.map(scoresOf) };
  } finally {
    host.close();
  }
}

async function audit(address, folder, browser) {
  const file = join(folder, 'lighthouse-run.json');
  const flags = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const categories = Object.keys(NEEDED).join(',');
  await mustRun(
    process.execPath,
    [
      resolveTool('lighthouse/cli/index.js'),
      address,
      ...['--output', 'json', '--output-path', file, '--quiet'],
      ...[`--only-categories=${categories}`, `--chrome-flags=${flags.join(' ')}`],
    ],
    REMEDY,
    { quiet: true, env: browser ? { CHROME_PATH: browser } : {} },
  );
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The lowest of what must always hold, the median of what the machine's other work shakes. */
function summarise(runs) {
  const scores = runs.map(scoresOf);
  const lowest = (name) => Math.min(...scores.map((score) => score[name]));
  const metrics = Object.keys(METRICS).map((id) => [
    id,
    median(runs.map(({ audits }) => audits[id].numericValue)),
  ]);
  const { lighthouseVersion, environment, audits } = runs[0];
  return {
    version: lighthouseVersion,
    browser: environment.hostUserAgent.match(/Chrome\/([\d.]+)/)?.[1] ?? 'unknown',
    scores: {
      ...Object.fromEntries(Object.keys(NEEDED).map((name) => [name, lowest(name)])),
      performance: median(scores.map(({ performance }) => performance)),
    },
    metrics: Object.fromEntries(metrics),
    complaints: Object.values(audits)
      .filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary')
      .map(({ title: name }) => name),
  };
}

const scoresOf = ({ categories }) =>
  Object.fromEntries(
    Object.keys(NEEDED).map((name) => [name, Math.round(categories[name].score * 100)]),
  );

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export function faults({ scores }) {
  return Object.entries(NEEDED)
    .filter(([name, needed]) => scores[name] < needed)
    .map(([name, needed]) => `${name} is ${scores[name]}, below ${needed}.`);
}

export function markdown({ version, browser, scores, metrics, runs, complaints }) {
  const lines = Object.entries(NEEDED).map(([name, needed]) => [
    name,
    scores[name],
    runs.map((run) => run[name]).join(', '),
    needed,
  ]);
  const times = Object.entries(METRICS).map(([id, name]) => [
    name,
    id === 'cumulative-layout-shift' ? metrics[id].toFixed(3) : `${Math.round(metrics[id])} ms`,
  ]);
  const failed = complaints.length > 0 ? `\n\nIt complains of: ${complaints.join('; ')}.` : '';
  return `Lighthouse ${version}, Chromium ${browser}, its mobile preset (a slow phone, slow 4G, both
simulated), the page served compressed as static hosts do; ${runs.length} runs, the median of performance, the
lowest of the rest.

${table(['Category', 'Score', 'Each run', 'Required'], lines)}

${table(['Median of', ''], times)}${failed}`;
}
