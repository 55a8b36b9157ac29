import { readFileSync } from 'node:fs';
import { expect } from './kilas.js';

const axe = readFileSync(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

/**
 * Expects axe to find nothing wrong with what is on the page now, in light and in dark.
 *
 * @param {import('@playwright/test').Page} page
 */
export async function expectAccessible(page) {
  await page.evaluate(axe); // a script element would break the content security policy
  for (const colorScheme of ['light', 'dark']) {
    // What still fades in has the contrast of neither state.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await findViolations(page), `violations in ${colorScheme}`).toEqual([]);
  }
}

function findViolations(page) {
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run({ resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}
