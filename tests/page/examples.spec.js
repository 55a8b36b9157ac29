import { readFileSync } from 'node:fs';
import { expect, hooks, test } from './kilas.js';

const index = new URL('../../web/model/index.json', import.meta.url);
const { models } = JSON.parse(readFileSync(index, 'utf8'));

for (const model of models) {
  test(`all examples of ${model} are named, and rightly`, async ({ kilas, page }) => {
    await kilas.open(`?backend=wasm&model=${model}`);
    const examples = page.locator('.example:visible');
    const answers = {};
    for (const example of await examples.all()) {
      const name = await example.getAttribute('data-class');
      await expect(example.locator('img')).not.toHaveJSProperty('naturalWidth', 0);
      await example.click();
      const { state, rows } = await kilas.answerTo(`${name}.png`);
      answers[name] = `${state}: ${rows[0][0]}`;
    }
    const names = Object.keys(answers);
    expect(names.length).toBeGreaterThan(5);
    expect(answers).toEqual(Object.fromEntries(names.map((name) => [name, `answered: ${name}`])));
  });
}

test('the ten are shown with their names before any picture is given', async ({ kilas, page }) => {
  await kilas.open();
  await expect(page.locator('.example:visible')).toHaveCount(10);
  await expect(kilas.answer).toHaveAttribute('data-state', 'empty');
  await expect(page.locator(hooks.prediction)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'frog', exact: true })).toBeVisible();
});

test('an example tapped while the model is loading is answered when it is there', async ({
  kilas,
  page,
}) => {
  let letThrough;
  const held = new Promise((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/*.bin*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./?backend=wasm');
  await expect(kilas.status).toHaveAttribute('data-state', 'loading');
  await expect(kilas.status).toContainText('MB');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.locator('.example[data-class=ship]').click();
  await expect(kilas.answer).toHaveAttribute('data-state', 'busy');
  letThrough();
  const { rows } = await kilas.answerTo('ship.png');
  expect(rows).toHaveLength(10);
});

test('an answer says all that it should', async ({ kilas, page }) => {
  await kilas.open();
  await page.locator('.example[data-class=frog]').click();
  const { rows } = await kilas.answerTo('frog.png');
  const shares = rows.map(([, share]) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 3);
  expect(new Set(rows.map(([name]) => name)).size).toBe(10);
  await expect(kilas.backend).toHaveText('WASM');
  await expect(page.locator('#time')).toHaveText(/^\d+ ms$/);
  await expect(page.locator('#seen')).toBeVisible();
  expect(await kilas.seen(0, 0)).toEqual([0x20, 0x30, 0x20]); // its ground
  const [red, green, blue] = await kilas.seen(16, 14);
  expect(green).toBeGreaterThan(Math.max(red, blue)); // a frog's face
});
