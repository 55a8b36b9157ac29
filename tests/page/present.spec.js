import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';

test('?present shows picture and answer large, nothing else, until Escape', async ({
  kilas,
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await kilas.open('?backend=wasm&present&lang=en');
  await page.locator('.example[data-class=horse]').dispatchEvent('click'); // out of sight
  await kilas.answerTo('horse.png');
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await expect(page.getByLabel('Language')).toBeHidden();
  await expect(page.getByText('What the model saw')).toBeHidden();
  await expect(page.locator('[data-testid=prediction]:visible')).toHaveCount(5);
  const { width } = await page.locator('#stage').boundingBox();
  expect(width).toBeGreaterThan(850);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(1080);
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(page.getByRole('contentinfo')).toBeVisible();
  await expect(page).toHaveURL(/\?backend=wasm&lang=en$/);
  expect(await kilas.read()).toMatchObject({ file: 'horse.png' });
});

test('the projector view is entered and left by hand, and fits a phone', async ({
  kilas,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await kilas.open();
  await page.getByRole('button', { name: 'Projector view', exact: true }).click();
  const close = page.getByRole('button', { name: 'Leave the projector view' });
  await expect(close).toBeFocused();
  await expect(page).toHaveURL(/present=/);
  await page.keyboard.press('c');
  await kilas.answerTo('camera');
  await expect(page.locator('[data-testid=prediction]').first()).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await close.click();
  await expect(close).toBeHidden();
  await expect(page).not.toHaveURL(/present/);
});
