import { engineWorker, expect, test } from './kilas.js';

/** Makes every worker of the page begin with some code of ours. */
async function startWorkersWith(page, script, code) {
  await page.route(`**/${script}-*.js`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};${await response.text()}` });
  });
}

test('a graphics card that is lost is replaced, and the answer arrives', async ({
  kilas,
  page,
}) => {
  await startWorkersWith(
    page,
    'worker',
    `self.contexts = [];
     const { getContext } = OffscreenCanvas.prototype;
     OffscreenCanvas.prototype.getContext = function (...options) {
       const context = getContext.apply(this, options);
       if (options[0] === 'webgl2') self.contexts.push(context);
       return context;
     }`,
  );
  await kilas.open('?backend=webgl');
  await expect(kilas.backend).toHaveText('WebGL');
  await page.locator('.example[data-class=truck]').click();
  const before = await kilas.answerTo('truck.png');

  const worker = engineWorker(page);
  await worker.evaluate(() => {
    for (const context of self.contexts) {
      context.getExtension('WEBGL_lose_context').loseContext();
    }
  });
  await page.locator('.example[data-class=cat]').click();
  await kilas.answerTo('cat.png');
  await page.locator('.example[data-class=truck]').click();
  const after = await kilas.answerTo('truck.png');
  await expect(kilas.backend).toHaveText('WASM');
  expect(after.rows[0][0]).toBe(before.rows[0][0]);
  expect(after.rows[0][1]).toBeCloseTo(before.rows[0][1], 2);
});

test('a browser that changes pixels that are read is noticed, and said once', async ({
  kilas,
  page,
}) => {
  await startWorkersWith(
    page,
    'prepare-worker',
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
  await kilas.answerTo('frog.png');
  await expect(kilas.alert).toBeVisible();

  await page.reload();
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.png'); // asked after the pixels were tried
  await expect(kilas.alert).toBeHidden();
});
