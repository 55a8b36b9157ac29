import { countTests } from './count_tests.mjs';
import { run } from './run.mjs';

/**
 * Runs every step, whatever becomes of the ones before, and prints a table of how they ended.
 *
 * @param {import('./steps.mjs').Plan} plan
 * @param {Record<string, string>} [env] added to the environment of each
 * @returns {Promise<number>} the exit code: 1 when any step failed
 */
export async function runSteps(plan, env = {}) {
  const results = await runInTurn(plan, env);
  console.log(`\n${summary(results)}`);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

/** Of rows that run side by side, only the first shows its output while it comes. */
async function runInTurn(plan, env, quiet = false) {
  const results = [];
  for (const part of plan) {
    if (!Array.isArray(part)) results.push(await runStep(part, env, quiet));
    else {
      const rows = part.map((row, place) => runInTurn(row, env, quiet || place > 0));
      results.push(...(await Promise.all(rows)).flat());
    }
  }
  return results;
}

/** @returns {Promise<Result>} */
async function runStep(step, env, quiet) {
  const title = `\n── ${step.name}`;
  if (!quiet) console.log(title);
  const started = performance.now();
  const { code, output } = await run(step.program, step.args, { env, quiet });
  if (quiet) console.log(title);
  if (quiet || code === 127) console.log(output);
  const seconds = (performance.now() - started) / 1000;
  return { name: step.name, seconds, ...outcome(code, step.counts ? output : '') };
}

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} seconds
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {number} code exit code of the step
 * @param {string} output of a step that counts its tests, else ''
 * @returns {{passed: number, failed: number, skipped: number}} a step that counts nothing is one
 *   test; one that failed has at least one failure, whatever its output claims
 */
export function outcome(code, output) {
  const counted = countTests(output);
  if (code !== 0) return { ...counted, failed: Math.max(1, counted.failed) };
  return counted.passed + counted.skipped > 0 ? counted : { ...counted, passed: 1 };
}

/**
 * @param {Result[]} results
 * @returns {string} a table, and `N passed, M failed` as the last line
 */
export function summary(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const rows = results.map((result) => {
    const mark = result.failed ? '✗' : '✓';
    return `${mark} ${result.name.padEnd(width)} ${result.seconds.toFixed(1).padStart(6)} s  ${words(result)}`;
  });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const key of Object.keys(total)) {
    total[key] = results.reduce((sum, result) => sum + result[key], 0);
  }
  return [...rows, '', words(total)].join('\n');
}

function words({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
