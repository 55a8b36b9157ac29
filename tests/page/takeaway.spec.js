import { readFileSync } from 'node:fs';
import { expect, test } from './kilas.js';
import { makePng } from './make-pictures.js';

const blue = makePng(90, 60, 'rgb', () => [20, 60, 200]);

async function answer(kilas) {
  await kilas.open();
  await kilas.choose('blue.png', blue);
  await kilas.answerTo('blue.png');
}

test('an answer is saved as one picture, with what was looked at on it', async ({
  kilas,
  page,
}) => {
  await answer(kilas);
  const { rows } = await kilas.read();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as picture' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`kilas-${rows[0][0]}.png`);
  const png = readFileSync(await download.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1540]);
  expect(png.length).toBeGreaterThan(5000);
  const middle = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.drawImage(bitmap, -540, -540);
    return [...context.getImageData(0, 0, 1, 1).data];
  }, png.toString('base64'));
  expect(middle).toEqual([20, 60, 200, 255]);
  await expect(page.getByText(`Saved as kilas-${rows[0][0]}.png`)).toBeVisible();
});

test('an answer that is gone before it can be drawn is not put under another picture', async ({
  kilas,
  page,
}) => {
  let release;
  const awaited = new Promise((resolve) => {
    release = resolve;
  });
  await page.route('**/hand-on-*.js', async (route) => {
    await awaited;
    await route.continue();
  });
  await answer(kilas);
  const saved = [];
  page.on('download', (download) => saved.push(download.suggestedFilename()));
  await page.getByRole('button', { name: 'Save as picture' }).click();
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.png');
  release();
  await page.waitForTimeout(1000); // it would be saved by now
  expect(saved).toEqual([]);
  await page.getByRole('button', { name: 'Save as picture' }).click();
  await expect.poll(() => saved).toEqual(['kilas-frog.png']);
});

test('a link carries the settings, and no picture', async ({ kilas, page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await answer(kilas);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${baseURL}?lang=en&backend=wasm`);
});

test('a link that cannot be copied is shown instead', async ({ kilas, page, baseURL }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined }); // as on http://
  });
  await answer(kilas);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(kilas.alert).toContainText(`${baseURL}?lang=en&backend=wasm`);
});

test('where files can be shared, the picture is', async ({ kilas, page }) => {
  await page.addInitScript(() => {
    navigator.canShare = () => true;
    navigator.share = async ({ files: [{ name, type, size }] }) => {
      globalThis.shared = { name, type, size };
    };
  });
  await answer(kilas);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => globalThis.shared))
    .toMatchObject({ name: expect.stringMatching(/^kilas-\w+\.png$/), type: 'image/png' });
});

test('the time is told apart: decode, prepare, run', async ({ kilas, page }) => {
  await answer(kilas);
  await page.locator('summary').click();
  await expect(
    page.getByText(/decode [\d.]+ ms · prepare [\d.]+ ms · run [\d.]+ ms/),
  ).toBeVisible();
});
