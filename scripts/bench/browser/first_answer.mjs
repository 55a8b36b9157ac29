import { foldersOf } from './engines.mjs';
import { createLine } from './line.mjs';
import { serveSites } from './server.mjs';
import { compare, spread } from './statistics.mjs';
import { visit } from './visit.mjs';

const FACTOR = 4;
const LINE = { megabits: 10, roundTrip: 40 };
const VISITS = { full: 7, quick: 1 };

/**
 * Time from navigation to the first answer on a slow device with a slow line.
 *
 * @param {object} bench
 * @returns {Promise<object>} seconds by engine
 */
export async function measureFirstAnswer({ browser, engines, quick }) {
  const seconds = Object.fromEntries(engines.map(({ name }) => [name, []]));
  for (let round = 0; round < (quick ? VISITS.quick : VISITS.full); round++) {
    for (const engine of engines) {
      const site = await serveSites(foldersOf(engines), { line: createLine(LINE) });
      try {
        const address = `${site.address}${engine.name}/`;
        const milliseconds = await visit(browser, engine, address, { factor: FACTOR });
        seconds[engine.name].push(milliseconds / 1000);
      } finally {
        site.close();
      }
    }
  }
  const [ours, ...others] = Object.values(seconds);
  return {
    slower: FACTOR,
    line: LINE,
    seconds,
    spread: Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, spread(all)])),
    ...compare('first_answer_ratio', ours, others),
  };
}
