import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';
import { makePng } from './make-pictures.js';

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
