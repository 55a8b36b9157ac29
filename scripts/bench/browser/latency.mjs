import { foldersOf } from './engines.mjs';
import { answerPictures, startWorker } from './in_page.mjs';
import { serveSites } from './server.mjs';
import { compare, quantile, spread } from './statistics.mjs';

const ROUNDS = { full: 20, quick: 2 };
const RUNS = { full: 20, quick: 4 }; // pictures in a row, each round
const WARM_UP = 10;
const TOLERANCE = 0.001; // between two probabilities of the same class

/**
 * One picture after the other with the network alone on WASM, every engine in turn in each round.
 *
 * @param {object} bench
 * @returns {Promise<object>} milliseconds and pictures per second by engine and threads
 * @throws {Error} when an engine does not say what Python says
 */
export async function measureLatency({ browser, engines, metadata, quick }) {
  const runners = await runInTurn({ browser, entries: lineUp(engines), metadata, quick });
  const alone = runners.filter(({ begin }) => begin.threads === 1);
  return {
    engines: figuresByLabel(runners),
    ...compare('latency_ratio', ...mediansOf(alone)),
  };
}

/** Ours has no threads as published; each peer goes with one and with two. */
function lineUp([ours, ...peers]) {
  const entry = (engine, threads) => ({
    engine,
    label: `${engine.name}, ${threads} thread${threads > 1 ? 's' : ''}`,
    begin: { backend: 'wasm', threads },
  });
  return [
    entry(ours, 1),
    ...[1, 2].flatMap((threads) => peers.map((peer) => entry(peer, threads))),
  ];
}

/**
 * @param {object} race
 * @param {import('@playwright/test').Browser} race.browser
 * @param {{engine: import('./engines.mjs').Engine, label: string, begin: object}[]} race.entries
 *   `begin` goes to the engine's task of that name
 * @param {object} race.metadata of the model
 * @param {boolean} race.quick
 * @returns {Promise<object[]>} the entries, each with its `rounds` of times and its `difference`
 *   from Python, at most
 * @throws {Error} when an engine does not say what Python says
 */
export async function runInTurn({ browser, entries, metadata, quick }) {
  const pictures = metadata.self_check.pictures.map(({ pixels }) => pixels);
  const site = await serveSites(foldersOf(entries.map(({ engine }) => engine)), { isolated: true });
  const context = await browser.newContext();
  try {
    const runners = [];
    for (const { engine, label, begin } of entries) {
      const page = await context.newPage();
      await page.goto(`${site.address}blank`);
      await page.evaluate(startWorker, {
        site: `${site.address}${engine.name}`,
        worker: engine.worker,
        options: engine.options,
        files: engine.files,
        begin,
      });
      const first = await page.evaluate(answerPictures, { pictures, runs: WARM_UP });
      const difference = checkAnswers(label, first.answers, metadata);
      runners.push({ engine, label, begin, page, difference, rounds: [] });
    }
    const size = quick ? 'quick' : 'full';
    for (let round = 0; round < ROUNDS[size]; round++) {
      for (const runner of runners) {
        const order = { pictures, runs: RUNS[size] };
        runner.rounds.push(await runner.page.evaluate(answerPictures, order));
      }
    }
    return runners;
  } finally {
    await context.close();
    site.close();
  }
}

function checkAnswers(label, answers, { self_check: { pictures } }) {
  const differences = answers.map((answer, run) => {
    if (answer.right !== undefined) return answer.right ? 0 : Number.POSITIVE_INFINITY; // ours compares itself
    const expected = pictures[run % pictures.length].probabilities;
    return Math.max(...expected.map((value, i) => Math.abs(value - answer.probabilities[i])));
  });
  const largest = Math.max(...differences);
  if (largest > TOLERANCE)
    throw new Error(`${label} answers otherwise than Python: by ${largest}.`);
  return largest;
}

/**
 * @param {object[]} runners from `runInTurn`, ours first
 * @returns {[number[], number[][]]} milliseconds by round: ours, and each other's
 */
export function mediansOf(runners) {
  const [ours, ...others] = runners.map(({ rounds }) =>
    rounds.map(({ times }) => quantile(times, 0.5)),
  );
  return [ours, others];
}

/**
 * @param {object[]} runners from `runInTurn`
 * @returns {Record<string, object>} the figures of each
 */
export const figuresByLabel = (runners) =>
  Object.fromEntries(runners.map((runner) => [runner.label, figuresOf(runner)]));

function figuresOf({ rounds, difference }) {
  const times = rounds.flatMap((round) => round.times);
  return {
    pictures: times.length,
    median_ms: quantile(times, 0.5),
    p95_ms: quantile(times, 0.95),
    round_medians_ms: spread(rounds.map((round) => quantile(round.times, 0.5))),
    pictures_per_second: spread(rounds.map((round) => round.times.length / round.seconds)),
    largest_difference: difference,
  };
}
