import { readFileSync } from 'node:fs';
import { foldersOf } from './engines.mjs';
import { serveSites } from './server.mjs';
import { pagesOf } from './slow_down.mjs';
import { visit } from './visit.mjs';

/**
 * The most memory that a page's process takes until it has answered.
 *
 * @param {object} bench
 * @returns {Promise<object>} bytes by engine; nothing where the system does not tell (not Linux)
 */
export async function measureMemory({ openBrowser, engines }) {
  const peak = {};
  for (const engine of engines) {
    const site = await serveSites(foldersOf(engines));
    const browser = await openBrowser(); // a new one, so that no other page is counted
    try {
      const session = await browser.newBrowserCDPSession();
      const address = `${site.address}${engine.name}/?backend=wasm`;
      await visit(browser, engine, address, {
        serviceWorkers: 'block',
        atEnd: async () => {
          const all = (await pagesOf(session)).map((pid) => memoryOf(pid)?.peak ?? null);
          peak[engine.name] = all.includes(null) ? null : Math.max(...all);
        },
      });
    } finally {
      await browser.close();
      site.close();
    }
  }
  return { peak };
}

/**
 * @param {number} pid
 * @returns {{now: number, peak: number} | null} bytes in memory; null where the system does not tell
 */
export function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)[1]);
    return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
  } catch {
    return null;
  }
}
