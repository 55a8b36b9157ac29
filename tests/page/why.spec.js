import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';

const heat = '#heat';

test('a tapped row shows where the picture speaks for it, and hides it again', async ({
  kilas,
  page,
}) => {
  await kilas.open();
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.png');
  const row = (name) => page.locator(`[data-testid=prediction][data-class=${name}] button`);
  const sentence = page.getByText('Where the picture speaks for frog', { exact: true });

  await row('frog').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator(heat)).toBeVisible();
  await expect(row('frog')).toHaveAttribute('aria-pressed', 'true');
  await expect(sentence.first()).toBeVisible();
  await expect(page.locator('[aria-live=polite]')).toHaveText(/speaks for frog/);
  expect(await opacities(page)).toMatchObject({ most: expect.closeTo(217, -1) });
  await expectAccessible(page);

  await row('ship').click(); // the two can be compared: the ship's is paler
  await expect(row('frog')).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText(/speaks for ship/).first()).toBeVisible();
  expect((await opacities(page)).most).toBeLessThan(217 * 0.9);

  await row('ship').click();
  await expect(page.locator(heat)).toBeHidden();
  await row('frog').click();
  await page.locator('.example[data-class=cat]').click();
  await kilas.answerTo('cat.png');
  await expect(page.locator(heat)).toBeHidden();
});

test('so does a frozen frame; one that moves has no rows to tap', async ({ kilas, page }) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo('camera');
  const row = page.locator('[data-testid=prediction] button').first();
  await expect(row).toBeDisabled();
  await page.keyboard.press('Space');
  await expect(row).toBeEnabled();
  await row.click();
  await expect(page.locator(heat)).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.locator(heat)).toBeHidden();
  await expect(row).toBeDisabled();
});

test('over a picture it is not mirrored as over the camera before', async ({ kilas, page }) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo('camera');
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.png');
  await page.locator('[data-testid=prediction] button').first().click();
  await expect(page.locator(heat)).toBeVisible();
  await expect(page.locator(heat)).toHaveCSS('transform', 'none');
});

test('a model without class maps has no rows to tap', async ({ kilas, page }) => {
  await page.route('**/metadata.json', async (route) => {
    const { outputs, ...metadata } = await (await route.fetch()).json();
    const { class_maps: _, ...others } = outputs;
    await route.fulfill({ json: { ...metadata, outputs: others } });
  });
  await kilas.open();
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.png');
  await expect(page.locator('[data-testid=prediction]')).toHaveCount(10);
  await expect(page.locator('[data-testid=prediction] button')).toHaveCount(0);
  await expect(page.getByText('Tap one to see')).toBeHidden();
});

/** How strongly the map's canvas is painted, 0 to 255. */
function opacities(page) {
  return page.locator(heat).evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const alpha = data.filter((_, i) => i % 4 === 3);
    return { least: Math.min(...alpha), most: Math.max(...alpha) };
  });
}
