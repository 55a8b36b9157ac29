import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';

test.describe('axe finds nothing wrong', () => {
  test('while the model is loading', async ({ kilas, page }) => {
    await page.route('**/*.bin*', () => {}); // never answered
    await page.goto('./?backend=wasm');
    await expect(kilas.status).toHaveAttribute('data-state', 'loading');
    await expectAccessible(page);
  });

  test('before any picture, and in the help', async ({ kilas, page }) => {
    await kilas.open();
    await expectAccessible(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
  });

  test('in an answer with its details', async ({ kilas, page }) => {
    await kilas.open();
    await page.locator('.example[data-class=horse]').click();
    await kilas.answerTo('horse.png');
    await expectAccessible(page);
    await page.locator('summary').click();
    await expectAccessible(page);
  });

  test('in a doubt', async ({ kilas, page }) => {
    await page.route('**/metadata.json', async (route) => {
      const metadata = await (await route.fetch()).json();
      await route.fulfill({ json: { ...metadata, threshold: 1 } });
    });
    await kilas.open();
    await page.locator('.example[data-class=frog]').click();
    await kilas.answerTo('frog.png');
    await expectAccessible(page);
  });

  test('in a failure, of a picture and of the model', async ({ kilas, page }) => {
    await kilas.open();
    await kilas.choose('empty.png', '');
    await expect(kilas.answer).toHaveAttribute('data-state', 'failed');
    await expectAccessible(page);
    await page.route('**/*.bin*', (route) => route.abort());
    await page.reload();
    await expect(kilas.status).toHaveAttribute('data-state', 'error');
    await expectAccessible(page);
  });

  test('with the camera on, and frozen', async ({ kilas, page }) => {
    await kilas.open();
    await page.keyboard.press('c');
    await kilas.answerTo('camera');
    await expectAccessible(page);
    await page.keyboard.press('Space');
    await expect(page.getByText('Frozen')).toBeVisible();
    await expectAccessible(page);
  });
});
