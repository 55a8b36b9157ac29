import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../setup/run.mjs';
import { handPicture } from './in_page.mjs';
import { slowDown } from './slow_down.mjs';

const HORSE = join(ROOT, 'node_modules', '@lobehub', 'fluent-emoji-3d', 'assets', '1f40e.webp');
const PATIENCE = 120_000; // milliseconds

/**
 * A first visit, with nothing in the cache: opens a page, gives it a picture at once and waits for
 * the answer.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {import('./engines.mjs').Engine} engine
 * @param {string} address of its page
 * @param {object} [options]
 * @param {number} [options.factor] how much slower its threads run
 * @param {'allow' | 'block'} [options.serviceWorkers]
 * @param {() => Promise<void>} [options.atEnd] called while the page is still there
 * @returns {Promise<number>} milliseconds from navigation to answer
 */
export async function visit(
  browser,
  engine,
  address,
  { factor = 1, serviceWorkers = 'allow', atEnd = async () => {} } = {},
) {
  const context = await browser.newContext({ serviceWorkers });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const picture = readFileSync(HORSE, 'base64');
  await page.addInitScript(handPicture, { ...engine, picture });
  const broken = new Promise((_, reject) => page.once('pageerror', reject));
  broken.catch(() => {}); // heard of below, if it happens in time
  const speedUp = factor > 1 ? await slowDown(browser, factor) : () => {};
  try {
    const answered = page.waitForEvent('console', (message) =>
      message.text().startsWith('answered'),
    );
    answered.catch(() => {}); // as above
    await page.goto(address, { waitUntil: 'commit' });
    const said = await Promise.race([answered, broken]);
    await atEnd();
    return Number(said.text().split(' ')[1]);
  } finally {
    await speedUp();
    await context.close();
  }
}
