import { join } from 'node:path';
import { VITE_BUILD } from './build.mjs';
import { pipelineRunsHere, VENV_PYTHON } from './python.mjs';
import { ROOT } from './run.mjs';

/**
 * One check of `npm test`.
 *
 * @typedef {object} Step
 * @property {string} name shown in the summary
 * @property {string} program
 * @property {string[]} args
 * @property {boolean} [python] needs .venv
 * @property {boolean} [counts] prints how many tests passed and failed
 */

/**
 * Steps one after the other; a list in the place of a step holds rows of steps, which run side by
 * side.
 *
 * @typedef {(Step | Plan[])[]} Plan
 */

const inPackages = (...path) => join(ROOT, 'node_modules', ...path);
const node = (name, args, more) => ({ name, program: process.execPath, args, ...more });
const python = (name, args, more) => ({
  name,
  program: VENV_PYTHON,
  args: ['-m', ...args],
  python: true,
  ...more,
});

const biome = inPackages('@biomejs', 'biome', 'bin', 'biome');

/** @type {Step[]} */
export const LINT = [
  node('biome', [biome, 'check', '--error-on-warnings']),
  python('ruff check', ['ruff', 'check']),
  python('ruff format', ['ruff', 'format', '--check']),
];

/** @type {Step[]} */
export const FORMAT = [
  node('biome', [biome, 'check', '--write']),
  python('ruff check', ['ruff', 'check', '--fix']),
  python('ruff format', ['ruff', 'format']),
];

/** Most Python tests wait for a process of their own, so several at once halve the time. */
const AT_ONCE = ['--numprocesses', 'auto', '--maxprocesses', '4', '--dist', 'loadgroup'];

/** The benches run, and end; their figures are for idle machines. */
const PROOF = ['--quick', '--alone'];

/** @type {Plan} */
export const TESTS = [
  ...LINT,
  node('vitest', [inPackages('vitest', 'vitest.mjs'), 'run'], { counts: true }),
  [
    [python('pytest', ['pytest', ...AT_ONCE], { counts: true })],
    [
      // Each of them keeps but one processor busy.
      node('build', VITE_BUILD),
      node('bench', [
        join(ROOT, 'scripts', 'bench_browser.mjs'),
        ...PROOF,
        '--only',
        'bytes,latency,kernels',
      ]),
      python('bench training', ['scripts.bench_training', ...PROOF, '--only', 'step']),
      node('readme', [join(ROOT, 'scripts', 'results.mjs'), '--check']),
      node('notices', [join(ROOT, 'scripts', 'notices.mjs'), '--check']),
    ],
  ],
  node('playwright', [inPackages('@playwright', 'test', 'cli.js'), 'test'], { counts: true }),
];

/**
 * @param {Plan} plan
 * @returns {Plan} what this system can run of it: on Windows only the page's half
 */
export function stepsHere(plan) {
  if (pipelineRunsHere) return plan;
  console.log(
    'The pipeline does not run on Windows itself, only under WSL2: its checks are left out.',
  );
  return withoutPython(plan);
}

function withoutPython(plan) {
  return plan
    .map((part) => (Array.isArray(part) ? part.map(withoutPython) : part))
    .filter((part) => !part.python);
}
