import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from './kilas.js';
import { DIST } from './server.mjs';

const LIMIT = 60_000;

test('the page itself is small, before the runtime and the model', async ({ kilas, page }) => {
  // Without the worker, all that is asked for is the page's own.
  await page.route('**/assets/worker-*', (route) => route.abort());
  await page.goto('./');
  await expect(kilas.status).toHaveAttribute('data-state', 'error');
  const files = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname.replace('/kilas/', ''))
      .filter((path) => /\.(css|js)$/.test(path) && !path.includes('/worker-')),
  );
  expect(files.length).toBeGreaterThanOrEqual(2); // a style and a script at least
  const sizes = ['index.html', ...files].map((path) => [
    path,
    gzipSync(readFileSync(join(DIST, path))).length,
  ]);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  expect(total, JSON.stringify(sizes)).toBeLessThan(LIMIT);
});

test('the first model is on its way before the script runs, and asked for once', async ({
  kilas,
  page,
}) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await kilas.open();
  const model = asked.filter((path) => path.includes('/model/'));
  expect(model.map((path) => path.split('/').at(-1)).sort()).toEqual(
    ['index.json', 'metadata.json', 'model.json', 'weights.bin'].sort(),
  );
  const last = asked.findLastIndex((path) => path.includes('/model/'));
  expect(last).toBeLessThan(asked.findIndex((path) => path.includes('/worker-')));
});
