import { readFileSync } from 'node:fs';
import { tinyTeachable } from '../web/tiny-teachable.js';
import { expectAccessible } from './axe.js';
import { engineWorker, expect, hooks, test } from './kilas.js';
import { makePng } from './make-pictures.js';
import { packFiles } from './own-model.js';

const plane = (page, name) => page.locator(`[data-plane=${name}]`);

/** Each pixel is 10 lighter than the one on its left. */
const steps = makePng(24, 24, 'grey', (x) => [10 * x]);

test('a kernel slides over the picture from the desk, and its numbers are the true ones', async ({
  kilas,
  page,
}) => {
  await kilas.open();
  await kilas.choose('steps.png', steps);
  await kilas.answerTo('steps.png');
  await page.getByRole('link', { name: 'See inside' }).click();
  await expect(page.getByText('Your picture: steps.png')).toBeVisible();

  await page.getByRole('button', { name: 'Upright edges' }).click();
  await page.getByRole('button', { name: 'same' }).click();
  const window = plane(page, 'picture').locator('.plane');
  await window.click({ position: { x: 1, y: 1 } }); // beyond its corner, where zeros lie
  await expect(page.getByText('Row 1, column 1: the sum is 30')).toBeVisible();
  await window.press('ArrowDown');
  await window.press('ArrowRight');
  await expect(page.getByText('Row 2, column 2: the sum is 80')).toBeVisible();
  expect(await page.locator('.closeup-table td').allTextContents()).toEqual([
    ...['0 × -1 = 0', '10 × 0 = 0', '20 × 1 = 20'],
    ...['0 × -2 = 0', '10 × 0 = 0', '20 × 2 = 40'],
    ...['0 × -1 = 0', '10 × 0 = 0', '20 × 1 = 20'],
  ]);

  await page.getByLabel('Kernel, row 1, column 3').fill('-3.5');
  await expect(page.getByText('Row 2, column 2: the sum is -10')).toBeVisible();
  await page.getByLabel('ReLU').check();
  await page.getByLabel('Max-pooling').check();
  await expect(page.getByText('ReLU: -10 becomes 0')).toBeVisible();
  await expect(plane(page, 'pooled')).toContainText('12 × 12;');
  await page.getByRole('button', { name: 'valid' }).click();
  await page.getByRole('group', { name: 'Stride' }).getByRole('button', { name: '2' }).click();
  await expect(plane(page, 'convolved')).toContainText('11 × 11;');
  await expect(plane(page, 'pooled')).toContainText('5 × 5;');
  await expectAccessible(page);
});

test('the fault of one picture is gone with the next', async ({ kilas, page }) => {
  await page.goto('./?room=inside&backend=wasm');
  const choose = (name, buffer) =>
    page.getByTestId('inside-input').setInputFiles({ name, mimeType: 'image/png', buffer });
  await choose('notes.png', Buffer.from('Dear diary'));
  await expect(kilas.alert).toContainText('text');
  await choose('steps.png', steps);
  await expect(page.getByText('Your picture: steps.png')).toBeVisible();
  await expect(kilas.alert).toHaveCount(0);
});

test('playing builds the new picture up; with reduced motion there are steps only', async ({
  page,
}) => {
  await page.goto('./?room=inside&backend=wasm'); // with an example, before the model is there
  await expect(page.getByText('An example.')).toBeVisible();
  expect(await painted(page)).toBe(22 * 22);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  const count = await painted(page);
  expect(count).toBeLessThan(22 * 22);
  await page.getByRole('button', { name: 'One step on' }).click();
  expect(await painted(page)).toBe(count + 1);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.getByRole('button', { name: 'Play' })).toBeHidden();
  await page.getByRole('button', { name: 'One step back' }).click();
  expect(await painted(page)).toBe(count);
});

/** How many sums are to be seen. */
function painted(page) {
  return plane(page, 'convolved')
    .locator('canvas')
    .evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    });
}

test('the model is walked through from the picture to the answer', async ({ kilas, page }) => {
  await kilas.open();
  await page.locator('.example[data-class=frog]').click();
  const { rows } = await kilas.answerTo('frog.png');
  await page.getByRole('link', { name: 'See inside' }).click();
  const list = page.getByTestId('layers');
  const tiles = page.locator('.map-tile');
  const large = page.getByTestId('large');
  await expect(page.getByRole('button', { name: 'Blue', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'The next step' }).click();
  await expect(page.getByRole('heading', { name: /^2\. / })).toBeVisible();
  const steps = await list.locator('option').allTextContents();
  const convolution = steps.findIndex((step) => step.includes('Convolution'));
  await list.selectOption(String(convolution));
  await stepShown(page, steps[convolution]); // the step before has maps, too
  await page.getByRole('button', { name: 'Map 2 of' }).click();
  await expect(large).toContainText('Map 2 of');
  await expect(large.locator('.large-filter')).toBeVisible();
  await expectAccessible(page);

  for (const [place, step] of steps.entries()) {
    await list.selectOption(String(place));
    await stepShown(page, step);
  }
  const maps = steps.findLastIndex((step) => step.endsWith('× 10'));
  await list.selectOption(String(maps));
  await tiles.filter({ hasText: 'frog' }).click();
  await expect(large).toContainText('frog');
  await list.selectOption(String(steps.findIndex((step) => step.includes('Softmax'))));
  const row = page.locator('.number-row').filter({ hasText: 'frog' });
  const probability = rows.find(([name]) => name === 'frog')[1];
  expect(Number(await row.locator('.number-value').textContent())).toBeCloseTo(probability, 2);
  await expectAccessible(page);

  await page.setViewportSize({ width: 360, height: 740 });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(360);

  await page.getByRole('link', { name: 'Classify' }).click();
  await page.getByRole('link', { name: 'See inside' }).click();
  await expect(page.getByRole('button', { name: 'Blue', exact: true })).toBeVisible();
});

test('the walk waits while the example of another model is on its way', async ({ page }) => {
  await page.goto('./?room=inside&backend=wasm');
  await expect(page.getByTestId('layers')).toContainText('Softmax');
  const isExample = (request) =>
    request.url().endsWith('.webp') && request.resourceType() === 'fetch';
  await page.route('**/*.webp', (route) => isExample(route.request()) || route.continue());
  const asked = page.waitForRequest(isExample); // and long in coming
  await page.getByRole('button', { name: /Choose another/ }).click();
  await page.getByRole('button', { name: 'Clothes' }).click();
  await asked;
  await expect(page.getByTestId('layers')).toBeHidden();
});

/** Waits for a step with what it made, by the frame: there are many. */
function stepShown(page, step) {
  return page.waitForFunction((title) => {
    const name = document.querySelector('.walk-words h3');
    return name.textContent === title && document.querySelector('.walk-made[aria-busy=false] > *');
  }, step.split(' · ')[0]);
}

const published = JSON.parse(
  readFileSync(new URL('../../web/model/index.json', import.meta.url), 'utf8'),
);
const others = published.models.filter((name) => name !== published.default);

for (const name of others) {
  test(`${name} is walked through, too, with an example of its own, and leaves no tensor`, async ({
    kilas,
    page,
  }) => {
    test.slow(); // it has some seventy steps
    await kilas.open(`?backend=wasm&model=${name}`);
    const known = await page.locator('.example:visible').allTextContents();
    const worker = engineWorker(page);
    const tensors = () => worker.evaluate(() => globalThis._tfengine.state.numTensors);
    const before = await tensors();
    await page.getByRole('link', { name: 'See inside' }).click();

    const steps = page.getByTestId('layers').locator('option');
    const made = page.locator('.walk-made');
    await expect(steps).not.toHaveCount(0);
    for (const [place, step] of (await steps.allTextContents()).entries()) {
      if (place > 0) await page.getByRole('button', { name: 'The next step' }).click();
      await stepShown(page, step);
      if (step.includes('Softmax')) {
        await expect(made.locator('.number-name').first()).toHaveText(known[0]);
      }
    }
    await expect(page.getByRole('button', { name: 'The next step' })).toBeDisabled();

    await page.getByRole('link', { name: 'Classify' }).click();
    await expect(made).toHaveCount(0);
    expect(await tensors()).toBe(before);
  });
}

test('a model of Teachable Machine, without class maps, is walked through and covered part by part', async ({
  kilas,
  page,
}) => {
  await kilas.open('?room=inside&backend=wasm');
  await page.locator(hooks.input).setInputFiles(packFiles(tinyTeachable()));
  const list = page.getByTestId('layers');
  await expect(list.locator('option')).toHaveCount(10);
  await list.selectOption({ label: '3. Convolution · 112 × 112 × 3' });
  await page.getByRole('button', { name: 'Map 1 of 3' }).click();
  await expect(page.getByText('Its kernel, 3 × 3')).toBeVisible();

  const cover = page.getByRole('button', { name: 'Cover part by part' });
  await cover.press('Enter');
  await page.keyboard.press('Enter'); // on what has the focus now, before it is done: 'Cancel'
  await expect(cover).toBeFocused();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await cover.press('Enter');
  await expect(page.getByText('Lit is what speaks for')).toBeVisible();
  await expectAccessible(page);
});
