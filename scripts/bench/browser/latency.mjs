import { foldersOf } from './engines.mjs';
import { answerPictures, startWorker } from './in_page.mjs';
import { serveSites } from './server.mjs';
import { compare, quantile, spread } from './statistics.mjs';

const ROUNDS = { full: 20, quick: 2 };
const RUNS = { full: 20, quick: 4 }; // pictures in a row, each round
const WARM_UP = 10;
const TOLERANCE = 0.001; // between two probabilities of the same class

/**
 * One picture after the other with the network alone, every engine in turn in each round.
 *
 * @param {object} bench
 * @returns {Promise<object>} milliseconds and pictures per second by engine and threads
 * @throws {Error} when an engine does not say what Python says
 */
export async function measureLatency({ browser, engines, metadata, quick }) {
  const pictures = metadata.self_check.pictures.map(({ pixels }) => pixels);
  const site = await serveSites(foldersOf(engines), { isolated: true });
  const context = await browser.newContext();
  try {
    const runners = [];
    for (const { engine, threads, label } of lineUp(engines)) {
      const page = await context.newPage();
      await page.goto(`${site.address}blank`);
      await page.evaluate(startWorker, {
        site: `${site.address}${engine.name}`,
        worker: engine.worker,
        options: engine.options,
        files: engine.files,
        begin: { backend: 'wasm', threads },
      });
      const first = await page.evaluate(answerPictures, { pictures, runs: WARM_UP });
      const difference = checkAnswers(label, first.answers, metadata);
      runners.push({ label, threads, page, difference, rounds: [] });
    }
    const size = quick ? 'quick' : 'full';
    for (let round = 0; round < ROUNDS[size]; round++) {
      for (const runner of runners) {
        const order = { pictures, runs: RUNS[size] };
        runner.rounds.push(await runner.page.evaluate(answerPictures, order));
      }
    }
    return summarise(runners);
  } finally {
    await context.close();
    site.close();
  }
}

/** Ours has no threads as published; each peer goes with one and with two. */
function lineUp([ours, ...peers]) {
  const peerLine = [1, 2].flatMap((threads) =>
    peers.map((engine) => ({
      engine,
      threads,
      label: `${engine.name}, ${threads} thread${threads > 1 ? 's' : ''}`,
    })),
  );
  return [{ engine: ours, threads: 1, label: `${ours.name}, 1 thread` }, ...peerLine];
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

function summarise(runners) {
  const medians = ({ rounds }) => rounds.map(({ times }) => quantile(times, 0.5));
  const alone = runners.filter(({ threads }) => threads === 1);
  const [ours, ...others] = alone.map(medians);
  return {
    engines: Object.fromEntries(runners.map((runner) => [runner.label, figuresOf(runner)])),
    ...compare('latency_ratio', ours, others),
  };
}

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
