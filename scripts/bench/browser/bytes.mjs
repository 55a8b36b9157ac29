import { foldersOf } from './engines.mjs';
import { serveSites } from './server.mjs';
import { visit } from './visit.mjs';

const WEIGHTS = /\/(model|weights\.bin)$/;

/**
 * What a first visit downloads until it has an answer.
 *
 * @param {{browser: object, engines: import('./engines.mjs').Engine[]}} bench
 * @returns {Promise<object>} bytes as they travel, with gzip, by engine
 */
export async function measureBytes({ browser, engines }) {
  const transferred = {};
  for (const engine of engines) {
    const site = await serveSites(foldersOf(engines));
    try {
      // Nobody waits for what the service worker keeps for later, nor for trials of other backends.
      const address = `${site.address}${engine.name}/?backend=wasm`;
      await visit(browser, engine, address, { serviceWorkers: 'block' });
      transferred[engine.name] = account(site.sent);
    } finally {
      site.close();
    }
  }
  const [ours, ...others] = Object.values(transferred);
  if (others.length === 0) return { transferred };
  const over = (part) => ours[part] / Math.min(...others.map((peer) => peer[part]));
  const ratios = { runtime_bytes_ratio: over('runtime'), transferred_bytes_ratio: over('total') };
  return { transferred, ratios };
}

function account(sent) {
  const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0);
  const weights = sum(sent.filter(({ path }) => WEIGHTS.test(path)));
  const total = sum(sent);
  return { runtime: total - weights, weights, total, files: sent };
}
