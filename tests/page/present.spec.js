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

/** What has to be in sight in each room, and large. */
const ROOMS = {
  inside: ['How a convolution works', '.closeup-total'],
  teach: ['What is this?', '.teach-stage'],
  test: ['How often is it right?', '.test-title'],
};

for (const [room, [words, large]] of Object.entries(ROOMS)) {
  test(`?present works in the room '${room}', too`, async ({ kilas, page }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    const sizeOf = () =>
      page
        .locator(large)
        .first()
        .evaluate((element) => {
          return [element.clientWidth, Number.parseFloat(getComputedStyle(element).fontSize)];
        });
    await kilas.open(`?backend=wasm&room=${room}&present&lang=en`);
    await expect(page.getByText(words)).toBeInViewport();
    await expect(page.getByRole('contentinfo')).toBeHidden();
    await expect(page.getByRole('navigation')).toBeHidden();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1920);
    const [width, letters] = await sizeOf();
    await expectAccessible(page);

    await page.keyboard.press('Escape');
    await expect(page.getByRole('navigation')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`room=${room}&lang=en$`));
    const [widthBefore, lettersBefore] = await sizeOf();
    expect(width).toBeGreaterThan(widthBefore);
    expect(letters).toBeGreaterThan(lettersBefore);
  });
}
