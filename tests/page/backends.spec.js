import { expect, test } from './kilas.js';

for (const [backend, name] of [
  ['wasm', 'WASM'],
  ['webgl', 'WebGL'],
  ['cpu', 'CPU'],
]) {
  test(`?backend=${backend} is used`, async ({ kilas, page }) => {
    await kilas.open(`?backend=${backend}`);
    await expect(kilas.backend).toHaveText(name);
    await page.locator('.example[data-class=truck]').click();
    await kilas.answerTo('truck.png');
    await expect(kilas.backend).toHaveText(name);
    await expect(kilas.alert).toHaveCount(0);
  });
}

test('?backend=webgpu is used, or gives way with a sentence', async ({ kilas, page }) => {
  await kilas.open('?backend=webgpu');
  const hasWebGpu = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
  await expect(kilas.backend).toHaveText(hasWebGpu ? 'WebGPU' : 'WASM');
  if (!hasWebGpu) await expect(kilas.alert).toHaveText(/WebGPU is not available.*WASM is used/);
  await page.locator('.example[data-class=truck]').click();
  await kilas.answerTo('truck.png');
});

test('a backend that does not exist is refused, and the valid ones are listed', async ({
  kilas,
}) => {
  await kilas.open('?backend=gpu');
  await expect(kilas.alert).toHaveText(/no backend “gpu”.*wasm, webgpu, webgl, cpu/);
  await expect(kilas.backend).toHaveText('WASM');
});

test('WASM answers first; the fastest right one is found afterwards and remembered', async ({
  kilas,
  page,
}) => {
  await kilas.open('');
  await expect(kilas.backend).toHaveText('WASM');
  await page.locator('.example[data-class=horse]').click();
  const { rows } = await kilas.answerTo('horse.png');

  await page.getByText('Details').click();
  const remembered = () =>
    page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) =>
        name.startsWith('kilas.backend.cifar10.'),
      );
      return localStorage[key];
    });
  await expect.poll(remembered, { timeout: 40_000 }).toMatch(/^(wasm|webgpu|webgl|cpu)$/);
  await expect(page.locator('#trials li')).toHaveCount(4);
  await expect(page.locator('#trials li').first()).toHaveText(/^WASM [\d.]+ ms$/);
  await expect(kilas.backend).toHaveAttribute('data-backend', await remembered());

  await page.locator('.example[data-class=cat]').click();
  await kilas.answerTo('cat.png');
  await page.locator('.example[data-class=horse]').click();
  const again = await kilas.answerTo('horse.png');
  expect(again.rows[0][0]).toBe(rows[0][0]);
  expect(again.rows[0][1]).toBeCloseTo(rows[0][1], 2);
});

test('a browser that cannot run a backend at all says so', async ({ kilas, page }) => {
  await page.addInitScript(() => {
    // A worker that dies at once, whatever it is given.
    const Original = Worker;
    window.Worker = function Dying() {
      return new Original('data:text/javascript,', { type: 'module' });
    };
  });
  page.removeAllListeners('console'); // the policy rightly complains of such workers
  await page.goto('./?backend=cpu');
  await expect(kilas.status).toHaveAttribute('data-state', 'error');
  await expect(kilas.alert).toContainText('cannot run the model');
});
