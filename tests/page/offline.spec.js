import { expectAccessible } from './axe.js';
import { expect } from './kilas.js';
import { makePng } from './make-pictures.js';
import { test } from './site.js';

const KEPT = 'Works offline.';
const OFFLINE = 'You are offline; Kilas goes on working.';
const UPDATE = 'There is a new version of Kilas.';

/** Opens the page and waits until all that it uses is kept. */
async function visit(kilas, query) {
  await kilas.open(query);
  await expect(kilas.page.getByText(KEPT)).toBeVisible({ timeout: 30_000 });
}

async function goOffline(page, site) {
  await site.stop();
  await page.context().setOffline(true);
}

async function goOnline(page, site) {
  await site.start();
  await page.context().setOffline(false);
}

async function answerToHorse(kilas) {
  await kilas.page.locator('.example[data-class=horse]').click();
  return kilas.answerTo('horse.png');
}

const version = (page) => page.locator('html').getAttribute('data-version');

test('after one visit it answers without a network', async ({ kilas, page, site }) => {
  await visit(kilas, '?backend=cpu');
  await goOffline(page, site);
  await expect(page.getByText(OFFLINE)).toBeVisible();

  await kilas.open('?backend=cpu&lang=id');
  await expect(kilas.backend).toHaveText('CPU'); // what was used is kept …
  await expect(page.getByText('Anda sedang luring; Kilas tetap berjalan.')).toBeVisible();
  await kilas.open('?backend=webgpu');
  await expect(kilas.backend).toHaveText('WASM'); // … and what works nearly everywhere
  const { state, rows } = await answerToHorse(kilas);
  expect([state, rows[0][0]]).toEqual(['answered', 'horse']);
  await goOnline(page, site);
  await expect(page.getByText(KEPT)).toBeVisible();
});

test('after one visit each room works without a network', async ({ kilas, page, site }) => {
  const colour = (name, pixel) => {
    return { name, mimeType: 'image/png', buffer: makePng(24, 24, 'rgb', () => pixel) };
  };
  const pictures = [colour('red.png', [200, 30, 20]), colour('blue.png', [30, 60, 220])];
  await visit(kilas);
  await goOffline(page, site);

  await kilas.open('?backend=wasm&room=inside');
  await expect(page.getByTestId('layers')).toContainText('Softmax');
  await page.getByRole('button', { name: 'The next step' }).click();
  await expect(page.getByRole('button', { name: 'Map 1 of' })).toBeVisible();

  await page.getByRole('link', { name: 'Teach it' }).click();
  for (const [index, picture] of pictures.entries()) {
    const choosing = page.waitForEvent('filechooser');
    await page
      .getByTestId('teach-class')
      .nth(index)
      .getByRole('button', { name: /Add pictures/ })
      .click();
    await (await choosing).setFiles(picture);
  }
  await expect(page.locator('.teach-thumb')).toHaveCount(2);
  await page.getByTestId('teach-try-input').setInputFiles(pictures[0]);
  await expect(page.getByTestId('teach-answer').locator('.prediction')).toHaveCount(2);

  await page.getByRole('link', { name: 'Test it' }).click();
  await expect(page.getByRole('heading', { name: 'How often is it right?' })).toBeVisible();
  const list = Buffer.from('file,label\nred.png,car\nblue.png,ship\n');
  await page
    .getByTestId('test-files')
    .setInputFiles([...pictures, { name: 'labels.csv', mimeType: 'text/csv', buffer: list }]);
  await expect(page.locator('.figures')).toContainText('of 2');
});

test('a new version waits until the visitor wants it, in each window', async ({
  kilas,
  page,
  site,
}) => {
  await visit(kilas);
  const other = await page.context().newPage();
  await other.goto('./?backend=wasm');
  await expect(other.getByText(KEPT)).toBeVisible({ timeout: 30_000 });

  site.publishVersion('2');
  await kilas.open();
  const update = page.getByRole('status').filter({ hasText: UPDATE });
  await expect(update).toBeVisible();
  expect(await version(page)).toBeNull();
  await answerToHorse(kilas);
  await expectAccessible(page);

  await update.getByRole('button', { name: 'Reload' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', '2');
  await expect(page.getByText(UPDATE)).toHaveCount(0);
  await expect(other.getByText(UPDATE)).toBeVisible();
  expect(await version(other)).toBeNull(); // somebody may be at work there
  await other.getByRole('button', { name: 'Reload' }).click();
  await expect(other.locator('html')).toHaveAttribute('data-version', '2');

  await goOffline(page, site);
  await kilas.open();
  expect(await version(page)).toBe('2');
  await answerToHorse(kilas);
});

test('the version before is forgotten when no window needs it', async ({ kilas, page, site }) => {
  const countPages = () =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((key) => key.startsWith('kilas-page'));
      const requests = await (await caches.open(name)).keys();
      return requests.filter(({ url }) => url.includes('index.html')).length;
    });
  await visit(kilas);
  site.publishVersion('2');
  await kilas.open();
  await expect(page.getByText(UPDATE)).toBeVisible();
  expect(await countPages()).toBe(2);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', '2');
  await expect.poll(countPages).toBe(1);
});

test('a new model is taken whole or not at all', async ({ kilas, page, site }) => {
  const graph = '**/model/cifar10/model.json*';
  await visit(kilas);
  site.publishModel({ threshold: 1 });
  await page.context().route(graph, (route) => route.abort());
  await page.goto('./?backend=wasm');
  await expect(kilas.alert).toHaveText(/model\.json did not arrive/);

  await goOffline(page, site);
  await kilas.open();
  expect((await answerToHorse(kilas)).state).toBe('answered'); // the model from before

  await page.context().unroute(graph);
  await goOnline(page, site);
  await visit(kilas);
  await goOffline(page, site);
  await kilas.open();
  expect((await answerToHorse(kilas)).state).toBe('rejected');
});

test('where only a new version can read the new model, that is what is said', async ({
  kilas,
  page,
  site,
}) => {
  await visit(kilas);
  site.publishVersion('2');
  await page.context().route('**/cifar10/metadata.json', async (route) => {
    const metadata = await (await route.fetch()).json();
    await route.fulfill({ json: { ...metadata, novelty: 1 } });
  });
  await page.goto('./?backend=wasm');
  await expect(page.getByText(UPDATE)).toBeVisible();
  await expect(kilas.status).toHaveAttribute('data-state', 'error');
  await expect(kilas.alert).toHaveCount(0);
});

test('it can be installed', async ({ page, site }) => {
  await page.goto('./');
  const address = await page.locator('link[rel=manifest]').evaluate(({ href }) => href);
  const manifest = await (await page.request.get(address)).json();
  expect(new URL(manifest.start_url, address).href).toBe(site.address);
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await page.request.get(new URL(src, address).href);
    expect(icon.headers()['content-type']).toBe(type);
    if (sizes === 'any') continue;
    const width = (await icon.body()).readUInt32BE(16); // of a PNG
    expect(`${width}x${width}`).toBe(sizes);
  }
});
