import { tinyTeachable } from '../web/tiny-teachable.js';
import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';
import { editJson, packFiles, packModel } from './own-model.js';

const picker = (page) => page.getByRole('button', { name: /Choose another/ });

const publish = (page, models) =>
  page.route('**/model/index.json', (route) =>
    route.fulfill({ json: { default: 'cifar10', models } }),
  );

/** A second published model: the first one under another name, of cats and other things. */
async function publishAnother(page) {
  await publish(page, ['cifar10', 'zoo']);
  await page.route('**/model/zoo/**', async (route) => {
    const url = route.request().url().replace('/zoo/', '/cifar10/');
    const response = await route.fetch({ url });
    if (!url.includes('metadata.json')) return route.fulfill({ response });
    const metadata = await response.json();
    metadata.name = 'zoo';
    metadata.title = { en: 'Zoo' };
    for (const entry of metadata.classes) {
      if (entry.name !== 'cat') entry.name = `zoo-${entry.name}`;
    }
    await route.fulfill({ json: metadata });
  });
}

async function bring(page, zip) {
  await page.getByRole('button', { name: 'Use your own model' }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a zip' }).click();
  await (await choosing).setFiles(zip);
}

test('one model is nothing to pick from', async ({ kilas, page }) => {
  await publish(page, ['cifar10']);
  await kilas.open();
  await expect(picker(page)).toBeHidden();
});

test('the default model is not downloaded where the address asks for another', async ({
  kilas,
  page,
}) => {
  const weights = '/cifar10/weights.bin';
  await page.route(`**${weights}*`, () => {}); // are long in coming
  const ended = page.waitForEvent('requestfailed', (request) => request.url().includes(weights));
  await kilas.open('?backend=wasm&model=clothes');
  await ended;
});

test('?model= chooses, the picker changes it without loading the page again', async ({
  kilas,
  page,
}) => {
  await publishAnother(page);
  await kilas.open('?backend=wasm&model=zoo');
  await expect(picker(page)).toHaveText('Zoo');
  await expect(page.locator('.example:visible')).toHaveCount(1);
  await expect(page.locator('.chip')).toHaveCount(9);
  await page.locator('.example[data-class=cat]').click();
  const { rows } = await kilas.answerTo('cat.png');
  expect(rows.filter(([name]) => name.startsWith('zoo-'))).toHaveLength(9);

  await page.evaluate(() => {
    globalThis.isSamePage = true;
  });
  await picker(page).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'CIFAR-10' }).click();
  await expect(page).toHaveURL(/\?backend=wasm&model=cifar10$/);
  const way = page.getByRole('link', { name: 'Teach it' });
  await way.focus(); // to be opened in another tab
  await expect(way).toHaveAttribute('href', /model=cifar10&room=teach$/);
  await expect(page.locator('[data-testid=prediction][data-class=frog]')).toHaveCount(1);
  await kilas.answerTo('cat.png'); // the picture on the stage was asked again
  await expect(page.locator('.example:visible')).toHaveCount(10);
  await expect(page.locator('.chip')).toHaveCount(0);
  expect(await page.evaluate(() => globalThis.isSamePage)).toBe(true);
});

test('Back leaves the model in use in the address, and a link names it', async ({
  kilas,
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await kilas.open();
  await page.locator('.example[data-class=cat]').click();
  await kilas.answerTo('cat.png');
  await page.getByRole('link', { name: 'See inside' }).click();
  await picker(page).click();
  await page.getByRole('button', { name: 'Clothes' }).click();
  await expect(page).toHaveURL(/model=clothes/);
  await page.goBack();
  await expect(page).toHaveURL(/\?backend=wasm&model=clothes$/);
  await kilas.answerTo('cat.png');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${baseURL}?model=clothes&lang=en&backend=wasm`);
});

test('in the dialog the focus stays on its row when more is known of the models', async ({
  kilas,
  page,
}) => {
  let release;
  const awaited = new Promise((resolve) => {
    release = resolve;
  });
  await page.route('**/clothes/metadata.json', async (route) => {
    await awaited;
    await route.continue();
  });
  await kilas.open();
  await picker(page).click();
  const row = (key) => page.locator(`[data-model="${key}"]`);
  await expect(row('cifar10')).toBeFocused();
  await row('clothes').focus();
  release();
  await expect(row('clothes')).toContainText('Clothes');
  await expect(row('clothes')).toBeFocused();

  await page.keyboard.press('Escape');
  await bring(page, packModel());
  await expect(picker(page)).toHaveText('<b>My things</b>');
  await picker(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep on this device' }).click();
  await expect(row('own.mine')).toBeFocused(); // the button is gone
});

test('a live answer has no rows of the model before', async ({ kilas, page }) => {
  await kilas.open('?backend=wasm&model=cifar100-superclasses');
  await page.keyboard.press('c');
  await kilas.answerTo('camera');
  await expect(page.locator('[data-testid=prediction]')).toHaveCount(20);
  await picker(page).click();
  await page.getByRole('button', { name: 'CIFAR-10', exact: true }).click();
  await expect(page).toHaveURL(/model=cifar10$/);
  await kilas.answerTo('camera');
  await expect(page.locator('[data-testid=prediction]')).toHaveCount(10);
});

test('an unknown model is named, and the default is used', async ({ kilas, page }) => {
  await kilas.open('?backend=wasm&model=fish');
  await expect(kilas.alert).toHaveText(/no model “fish”.*cifar10/);
  await page.locator('.example[data-class=truck]').click();
  await kilas.answerTo('truck.png');
});

test("a visitor's model runs, is kept over a reload, and removed", async ({ kilas, page }) => {
  await kilas.open();
  await bring(page, packModel());
  await expect(page.getByText('gone when you leave')).toBeVisible();
  await expect(picker(page)).toHaveText('<b>My things</b>'); // a name is only a name
  await page.locator('.example[data-class=truck]').click();
  await kilas.answerTo('truck.png');

  await page.getByRole('button', { name: 'Keep on this device' }).click();
  await expect(page).toHaveURL(/model=own\.mine/);
  await expect(page.getByText('gone when you leave')).toBeHidden();
  await page.reload();
  await expect(kilas.status).toHaveAttribute('data-state', 'ready');
  await expect(picker(page)).toHaveText('<b>My things</b>');
  await page.locator('.example[data-class=ship]').click();
  await kilas.answerTo('ship.png');

  await picker(page).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(picker(page)).toHaveText('CIFAR-10');
  await expect(page).toHaveURL(/model=cifar10/);
  await kilas.open('?backend=wasm&model=own.mine');
  await expect(kilas.alert).toContainText('no model “own.mine”');
});

test('a browser without storage says so; the model works for this visit', async ({
  kilas,
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('', 'SecurityError');
    };
  });
  await kilas.open();
  await bring(page, packModel());
  await page.getByRole('button', { name: 'Keep on this device' }).click();
  await expect(kilas.alert).toContainText('allows no storage');
  await page.locator('.example[data-class=ship]').click();
  await kilas.answerTo('ship.png');
});

test('a damaged model is refused, saying which file and why, and the one in use stays', async ({
  kilas,
  page,
}) => {
  await kilas.open();
  for (const [damage, sentence] of [
    [(files) => delete files['weights.bin'], /weights\.bin is missing/],
    [
      (files) => {
        files['weights.bin'][9] ^= 1;
      },
      /weights\.bin is not as it should be.*SHA-256/,
    ],
    [
      (files) =>
        editJson(files, 'metadata.json', (metadata) => {
          metadata.classes.push({ ...metadata.classes[0], name: 'fish' });
          for (const { probabilities } of metadata.self_check.pictures) probabilities.push(0);
          metadata.metrics = null;
        }),
      /output Identity_\d:0 has 10 values for 11 classes/,
    ],
  ]) {
    await bring(page, packModel(damage));
    await expect(kilas.alert).toHaveText(sentence);
    await expect(kilas.status).toHaveAttribute('data-state', 'ready');
  }
  await page.locator('.example[data-class=truck]').click();
  await kilas.answerTo('truck.png');
});

test('an export of Teachable Machine runs, its runtime loaded only then', async ({
  kilas,
  page,
}) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const layers = () => asked.filter((path) => /\/layers-[^/]*\.js$/.test(path));
  await kilas.open();
  expect(layers()).toEqual([]);
  await bring(page, packFiles(tinyTeachable()));
  await expect(picker(page)).toHaveText('Red, Green, Blue');
  expect(layers()).toHaveLength(1);

  await kilas.choose('sea.bmp', plainBitmap(300, 200, [10, 20, 250]));
  const { rows, state } = await kilas.answerTo('sea.bmp');
  expect(state).toBe('answered');
  const power = Math.exp(4 * (250 / 127 - 1));
  expect(rows.map(([name]) => name)[0]).toBe('Blue');
  expect(rows[0][1]).toBeCloseTo(power / (power + 2), 4);
  await page.getByRole('button', { name: 'Model card' }).click();
  await expect(page.getByRole('dialog')).toContainText('never measured');
  await page.getByRole('button', { name: 'Close', exact: true }).click();

  await bring(page, packFiles({ ...tinyTeachable(), 'weights.bin': Buffer.alloc(8) }));
  await expect(kilas.alert).toHaveText(/weights\.bin is not as it should be.*8 bytes/);
});

/** A picture of one colour, upright and uncompressed. */
function plainBitmap(width, height, [red, green, blue]) {
  const row = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + row * height);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) file.set([blue, green, red], 54 + y * row + x * 3);
  }
  return file;
}

test('the model card says what is known, and how it was found out', async ({ kilas, page }) => {
  await page.route('**/metadata.json', async (route) => {
    const metadata = await (await route.fetch()).json();
    const names = metadata.classes.map(({ name }) => name);
    Object.assign(metadata.metrics, {
      accuracy: 0.935,
      rejected: 0.08,
      accuracy_per_class: Object.fromEntries(names.map((name, i) => [name, 0.99 - i / 50])),
      confusion: names.map((_, i) => names.map((__, j) => (i === j ? 930 : 7 + ((i + j) % 3)))),
      reliability: [
        { confidence: 0.55, accuracy: 0.5, pictures: 400 },
        { confidence: 0.97, accuracy: 0.96, pictures: 9600 },
      ],
      photos: { accuracy: 0.8, interval: [0.7, 0.9], pictures: 100, auroc: 0.9 },
      unseen: { auroc: 0.87, pictures: 5000 },
    });
    metadata.card = { limits: { en: 'It knows <i>nothing</i> else.', id: 'Hanya itu.' } };
    await route.fulfill({ json: metadata });
  });
  await kilas.open();
  await page.getByRole('button', { name: 'Model card' }).click();
  const card = page.getByRole('dialog', { name: 'CIFAR-10' });
  await expect(card).toContainText('93.5');
  await expect(card).toContainText('It knows <i>nothing</i> else.');
  await expect(card.getByRole('rowheader')).toHaveCount(10);
  await expect(card.getByRole('img', { name: 'Do the percentages hold?' })).toBeVisible();
  await expect(card).toContainText('python -m training evaluate');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expectAccessible(page);
  await card.getByRole('button', { name: 'Close' }).click();
  await expect(card).toBeHidden();
});
