import { readFileSync, writeFileSync } from 'node:fs';
import { tinyTeachable } from '../web/tiny-teachable.js';
import { expectAccessible } from './axe.js';
import { test as base, expect } from './kilas.js';
import { packFiles } from './own-model.js';
import { COLOURS, makeFolders, picture } from './things.js';

/** `room` is the room when it has been opened, by its address. */
const test = base.extend({
  room: async ({ kilas, page }, use) => {
    await kilas.page.goto('./?backend=wasm&room=teach');
    await expect(page.getByTestId('teach-class')).toHaveCount(2);
    await use({
      classes: page.getByTestId('teach-class'),
      thumbs: page.locator('.teach-thumb'),
      quality: page.getByTestId('teach-quality'),
      answer: page.getByTestId('teach-answer'),
      said: page.locator('.teach-said'),
      button: (name) => page.getByRole('button', { name, exact: true }),
      openFolder: (folder) => page.getByTestId('teach-folder-input').setInputFiles(folder),
    });
  },
});

async function tryOut(page, name) {
  const file = { name: 'new.png', mimeType: 'image/png', buffer: picture(77, COLOURS[name]) };
  await page.getByTestId('teach-try-input').setInputFiles(file);
}

/** The answer's classes and probabilities, as they stand there. */
const readRows = (answer) =>
  answer
    .locator('.prediction')
    .evaluateAll((rows) => rows.map(({ dataset }) => [dataset.class, Number(dataset.probability)]));

test('folders fill classes, which are learned, tried out, and asked', async ({
  room,
  page,
}, testInfo) => {
  const { classes, thumbs, quality, answer, said } = room;
  await expect(classes).toHaveCount(2);
  await expect(quality).toContainText('at least two classes');
  await room.openFolder(makeFolders(testInfo));
  await expect(thumbs).toHaveCount(12);
  await expect(page.getByLabel('Name of “sky”')).toHaveValue('sky');
  await expect(said).toHaveText(/added: 12\..*could not be read: 1/);
  await expect(quality).toContainText(/1[012] of 12 right on pictures it did not learn from/);

  await tryOut(page, 'sky');
  await expect(answer).toHaveAttribute('data-state', 'answered');
  expect((await readRows(answer))[0][0]).toBe('sky');
  await tryOut(page, 'leaf');
  await expect.poll(async () => (await readRows(answer))[0]?.[0]).toBe('leaf');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('the answer to each picture is heard, though it is the same', async ({
  room,
  page,
}, testInfo) => {
  await room.openFolder(makeFolders(testInfo));
  await expect(room.quality).toContainText('of 12 right');
  const heard = room.answer.locator('xpath=..').locator('[aria-live=polite]');
  await tryOut(page, 'sky');
  await expect(heard).toContainText('sky');
  await heard.evaluate((element) => element.replaceChildren());
  await tryOut(page, 'sky');
  await expect(heard).toContainText('sky');
});

test('examples are looked at, moved and removed, and all that is undone', async ({
  room,
  page,
}, testInfo) => {
  const { classes, thumbs, button } = room;
  await room.openFolder(makeFolders(testInfo));
  await expect(thumbs).toHaveCount(12);
  const [leaf, sky] = [classes.nth(0), classes.nth(1)];

  await page.getByRole('button', { name: 'Picture 1 of “leaf”' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Picture 2 of “leaf”' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Belongs to').selectOption('sky');
  await expect(page.getByRole('dialog', { name: 'Picture 7 of “sky”' })).toBeVisible();
  await button('Remove').click();
  await button('Close').click();
  await expect(button('Undo')).toBeFocused(); // what had the focus before is in another class
  await expect(leaf.locator('.teach-count')).toHaveText('5 pictures');
  await expect(sky.locator('.teach-count')).toHaveText('6 pictures');

  await button('Remove “leaf”').click();
  await expect(classes).toHaveCount(1);
  for (let i = 0; i < 3; i++) await button('Undo').click();
  await expect(leaf.locator('.teach-count')).toHaveText('6 pictures');
  await expect(sky.locator('.teach-count')).toHaveText('6 pictures');

  await page.getByLabel('Name of “leaf”').fill('Sky');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('a class “Sky” already');
  await expect(page.getByLabel('Name of “leaf”')).toHaveValue('leaf');
});

test('the camera records while a button is held, and answers', async ({ room, page }) => {
  const { classes, thumbs, quality, answer } = room;
  const hold = (index) => classes.nth(index).getByRole('button', { name: /Hold to record/ });
  await hold(0).click(); // turns the camera on
  await expect(page.locator('.teach-stage video')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop camera' })).toBeVisible();
  for (const index of [0, 1]) {
    await expect(hold(index)).toBeEnabled();
    await hold(index).focus();
    await page.keyboard.down(' ');
    await expect(
      classes.nth(index).getByRole('button', { name: /Recording: ([5-9]|\d\d)/ }),
    ).toBeVisible();
    await page.keyboard.up(' ');
  }
  await expect(thumbs.nth(9)).toBeVisible();
  await expect(quality).toContainText('on pictures it did not learn from');
  await expect(quality).toContainText('is from one recording');
  await expect(answer).toHaveAttribute('data-state', /answered|rejected/);
  await page.getByRole('link', { name: 'Classify' }).click();
  const isOff = () => page.locator('.teach-stage video').evaluate((video) => !video.srcObject);
  await page.getByRole('link', { name: 'Teach it' }).click();
  expect(await isOff()).toBe(true);
  await expect(thumbs.nth(9)).toBeVisible();
});

test('classes are kept over a reload, and forgotten when that is wanted', async ({
  room,
  page,
}, testInfo) => {
  const { thumbs, button } = room;
  await room.openFolder(makeFolders(testInfo));
  await expect(thumbs).toHaveCount(12);
  await page.getByLabel('Keep on this device').check();
  await button('Remove “leaf”').click(); // what changes later is kept, too
  await expect(thumbs).toHaveCount(6);
  await expect
    .poll(async () => {
      await page.reload();
      await expect(page.getByLabel('Keep on this device')).toBeChecked();
      return thumbs.count();
    })
    .toBe(6);
  await page.getByLabel('Keep on this device').uncheck();
  await page.waitForTimeout(500);
  await page.reload();
  await expect(page.getByLabel('Keep on this device')).not.toBeChecked();
  await expect(thumbs).toHaveCount(0);
});

test('classes that are kept are looked at again by a new version of the model', async ({
  room,
  page,
}, testInfo) => {
  const { thumbs, quality, said } = room;
  await room.openFolder(makeFolders(testInfo));
  await expect(thumbs).toHaveCount(12);
  await page.getByLabel('Keep on this device').check();
  await expect.poll(() => page.evaluate(readKept)).toEqual([[expect.any(String), 'cifar10']]);
  const kept = await page.evaluate(readKept);

  await page.evaluate(makeEarlier);
  await page.reload();
  await expect(said).toContainText('an earlier version of this model');
  await expect(thumbs).toHaveCount(12);
  await expect(page.getByLabel('Keep on this device')).toBeChecked();
  await expect(quality).toContainText(/1[012] of 12 right/);
  await expect.poll(() => page.evaluate(readKept)).toEqual(kept);
  await page.reload();
  await expect(thumbs).toHaveCount(12);
  await expect(said).toBeEmpty();
});

/** Inside the page: the weights and the model of all that is kept. */
async function readKept() {
  const wait = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const database = await wait(indexedDB.open('kilas-taught'));
  const store = database.transaction('classes').objectStore('classes');
  const [keys, records] = await Promise.all([wait(store.getAllKeys()), wait(store.getAll())]);
  database.close();
  return keys.map((key, i) => [key, records[i].model]);
}

/** Inside the page: as if it were kept upon other weights, to which all pictures were the same. */
async function makeEarlier() {
  const wait = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const database = await wait(indexedDB.open('kilas-taught'));
  const transaction = database.transaction('classes', 'readwrite');
  const isDone = new Promise((done) => (transaction.oncomplete = done));
  const cursor = await wait(transaction.objectStore('classes').openCursor());
  const { value } = cursor;
  const examples = value.classes.flatMap((own) => own.examples);
  for (const example of examples) example.embedding = examples[0].embedding;
  cursor.source.put(value, '0'.repeat(64));
  cursor.delete();
  await isDone;
  database.close();
}

/** Each runs inside the page, where from then on storage fails. */
const FAILING = {
  'allows no storage': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('', 'SecurityError');
    };
  },
  'storage is full': () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
  },
};

for (const [sentence, fail] of Object.entries(FAILING)) {
  test(`a browser that says '${sentence}' loses nothing`, async ({ room, page }, testInfo) => {
    await page.addInitScript(fail);
    await page.reload();
    const { thumbs } = room;
    await room.openFolder(makeFolders(testInfo));
    await expect(thumbs).toHaveCount(12);
    await page.getByLabel('Keep on this device').click();
    await expect(page.getByRole('alert')).toContainText(sentence);
    await expect(page.getByLabel('Keep on this device')).not.toBeChecked();
    await expect(thumbs).toHaveCount(12);
  });
}

test('a file brings the classes back with the same answers, and one for another model is refused', async ({
  room,
  page,
}, testInfo) => {
  const { classes, thumbs, answer, button } = room;
  await room.openFolder(makeFolders(testInfo));
  await expect(thumbs).toHaveCount(12);
  const downloading = page.waitForEvent('download');
  await button('Save as a file').click();
  const path = testInfo.outputPath('kilas-classes.json');
  await (await downloading).saveAs(path);
  await tryOut(page, 'leaf');
  await expect(answer).toHaveAttribute('data-state', 'answered');
  const rows = await readRows(answer);

  await button('Start anew').click();
  await expect(thumbs).toHaveCount(0);
  await page.getByTestId('teach-file-input').setInputFiles(path);
  await expect(thumbs).toHaveCount(12);
  await expect(classes.nth(0).getByRole('textbox')).toHaveValue('leaf');
  await expect.poll(() => readRows(answer)).toEqual(rows);

  const content = JSON.parse(readFileSync(path, 'utf8'));
  const open = (base) => {
    content.base = { ...content.base, ...base };
    writeFileSync(path, JSON.stringify(content));
    return page.getByTestId('teach-file-input').setInputFiles(path);
  };
  // A new version of the model: what the one before has found says nothing to it.
  for (const example of content.classes.flatMap(({ examples }) => examples)) {
    example.embedding = content.classes[0].examples[0].embedding;
  }
  await open({ weights: ['0'.repeat(64)] });
  await expect(room.said).toContainText('an earlier version of this model');
  await expect(thumbs).toHaveCount(12);
  await expect(room.quality).toContainText(/1[012] of 12 right/);
  await expect.poll(async () => (await readRows(answer))[0][0]).toBe(rows[0][0]);

  await open({ name: 'zoo' });
  await expect(page.getByRole('alert')).toContainText('another model, “zoo”');
  await expect(thumbs).toHaveCount(12);
});

test('a model without an embedding cannot be taught, and says so', async ({ room, page }) => {
  await page.getByRole('button', { name: 'Use your own model' }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a zip' }).click();
  await (await choosing).setFiles(packFiles(tinyTeachable()));
  await expect(page.getByText('nothing can be taught upon it')).toBeVisible();
  await expect(room.classes.first()).toBeHidden();
});
