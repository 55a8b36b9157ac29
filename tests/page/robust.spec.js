import { expect, test } from './kilas.js';

/** Makes every worker of the page begin with some code of ours. */
async function startWorkersWith(page, code) {
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};${await response.text()}` });
  });
}

test('a browser that changes pixels that are read is noticed', async ({ kilas, page }) => {
  await startWorkersWith(
    page,
    `const { prototype } = OffscreenCanvasRenderingContext2D;
     const { getImageData } = prototype;
     prototype.getImageData = function (...options) {
       const image = getImageData.apply(this, options);
       image.data[image.data.length >> 1] ^= 1;
       return image;
     }`,
  );
  await kilas.open();
  await expect(kilas.alert).toContainText('your browser changes pixels');
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.webp');
  await expect(kilas.alert).toBeVisible();
});
