import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './axe.js';
import { expect, hooks, test } from './kilas.js';
import { makePng } from './make-pictures.js';

const plain = (...colour) => makePng(40, 40, 'rgb', () => colour);
const [RED, GREEN, BLUE] = [plain(255, 0, 0), plain(0, 255, 0), plain(0, 0, 255)];

/** What the rows say by their hooks, in the order in which they stand. */
const readRows = (page) =>
  page.locator(hooks.result).evaluateAll((rows) => rows.map(({ dataset }) => ({ ...dataset })));

const files = async (page) => (await readRows(page)).map(({ file }) => file);

/** @returns {Promise<() => Promise<string[]>>} all that is told to a screen reader from now on */
async function listen(page) {
  const told = await page.evaluateHandle(() => {
    const place = document.querySelector('[aria-live=polite]');
    const texts = [];
    new MutationObserver(() => texts.push(place.textContent)).observe(place, { childList: true });
    return texts;
  });
  return () => told.jsonValue();
}

/** Waits until no picture waits any more. */
async function finished(page, count) {
  const done = [':is([data-state=answered], [data-state=rejected], [data-state=failed])'];
  await expect(page.locator(`${hooks.result}${done}`)).toHaveCount(count);
}

/** A folder on disk with pictures, and with what else lies about in folders. */
function makeFolder(testInfo) {
  const folder = testInfo.outputPath('pets');
  mkdirSync(join(folder, 'more'), { recursive: true });
  writeFileSync(join(folder, '10.png'), RED);
  writeFileSync(join(folder, '2.png'), GREEN);
  writeFileSync(join(folder, 'more', '=1+1.png'), BLUE);
  writeFileSync(join(folder, 'notes.txt'), 'Dear diary');
  writeFileSync(join(folder, '.hidden.png'), RED);
  return folder;
}

const FOLDER_FILES = ['pets/2.png', 'pets/10.png', 'pets/more/=1+1.png'];

test('several pictures are answered, and one that fails stops none', async ({ kilas, page }) => {
  await kilas.open();
  const said = await listen(page);
  const hostile = `"><img src=x onerror=alert(1)>${'a'.repeat(180)}.png`;
  await kilas.chooseAll({ 'red.png': RED, 'broken.png': 'no picture', [hostile]: GREEN });
  await finished(page, 3);

  const rows = await readRows(page);
  expect(rows.map(({ file }) => file)).toEqual(['red.png', 'broken.png', hostile]);
  expect(rows[1].state).toBe('failed');
  expect(rows[1].class).toBeUndefined();
  await expect(page.locator('img[src=x]')).toHaveCount(0);
  await expect(page.getByTitle(hostile)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);

  // The first one is on the stage, with the same answer as in the list.
  const { rows: shares, state } = await kilas.answerTo('red.png');
  expect([rows[0].class, Number(rows[0].probability)]).toEqual(shares[0]);
  expect(rows[0].state).toBe(state);

  await expect(page.locator('#results-counts')).toContainText('1 × not readable');
  await expect.poll(said).toContainEqual(expect.stringContaining('3 pictures looked at'));
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.locator(`${hooks.result} img`).first()).toHaveJSProperty('naturalWidth', 96);
  await expectAccessible(page);

  await page.getByRole('option', { name: 'broken.png' }).click();
  await expect(kilas.answer).toHaveAttribute('data-state', 'failed');
  await expect(kilas.alert).toContainText('holds text');
  await page.locator('.example[data-class=ship]').click();
  await kilas.answerTo('ship.png');
  await expect(page.locator('[aria-selected=true]')).toHaveCount(0); // it is not in the list
});

test('arrows go through the pictures', async ({ kilas, page }) => {
  await kilas.open();
  await kilas.chooseAll({ 'a.png': RED, 'b.png': GREEN, 'c.png': BLUE });
  await finished(page, 3);
  await page.keyboard.press('ArrowRight');
  await kilas.answerTo('b.png');
  expect(await kilas.seen(3, 3)).toEqual([0, 255, 0]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft'); // there is none before the first
  await kilas.answerTo('a.png');

  await page.locator('#results-clear').focus();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAttribute('data-file', 'a.png');
  await page.keyboard.press('End');
  await kilas.answerTo('c.png');
  await expect(page.locator(':focus')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Tab'); // the list is one stop
  await expect(page.locator(`${hooks.result}:focus`)).toHaveCount(0);
});

test('in a room the arrows are not for the pictures of the desk', async ({ kilas, page }) => {
  await kilas.open();
  await kilas.chooseAll({ 'a.png': RED, 'b.png': GREEN });
  await finished(page, 2);
  await page.getByRole('link', { name: 'See inside' }).click();
  await expect(page.locator('.source-title')).toContainText('a.png');
  await page.getByRole('button', { name: 'Upright edges' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('link', { name: 'Classify' }).click();
  await expect(page.getByRole('option', { name: 'a.png' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('a folder is chosen, sorted and saved', async ({ kilas, page }, testInfo) => {
  await kilas.open();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Or choose a folder' }).click();
  await (await choosing).setFiles(makeFolder(testInfo));
  await finished(page, 3);
  expect(await files(page)).toEqual(FOLDER_FILES);
  await expect(page.getByText('not pictures: 2')).toBeVisible();

  const rows = await readRows(page);
  await page.getByLabel('Sort').selectOption('Surest first');
  const json = JSON.parse(await save(page, 'Save as JSON', 'kilas.json'));
  expect(json.map(({ file }) => file)).toEqual(await files(page));
  expect(json.map((entry) => entry.confidence)).toEqual(
    json.map((entry) => entry.confidence).toSorted((a, b) => b - a),
  );
  for (const { file, label, probability, predictions, rejected } of json) {
    const row = rows.find((candidate) => candidate.file === file);
    expect([row.class, Number(row.probability)]).toEqual([label, probability]);
    expect(row.state).toBe(rejected ? 'rejected' : 'answered');
    expect(predictions).toHaveLength(10);
  }

  await page.getByLabel('Sort').selectOption('As they came');
  expect(await files(page)).toEqual(FOLDER_FILES);
  const lines = (await save(page, 'Save as CSV', 'kilas.csv')).split('\r\n');
  expect(lines[0]).toMatch(/^\ufefffile,state,label,probability,confidence,airplane,.*,truck$/);
  expect(lines.slice(1, 4).map((line) => line.split(',')[0])).toEqual(FOLDER_FILES);
  expect(lines[1]).toContain(`,${rows[0].state},${rows[0].class},${rows[0].probability},`);
});

async function save(page, name, fileName) {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(fileName);
  return readFileSync(await download.path(), 'utf8');
}

test('a folder is dropped', async ({ kilas, page }, testInfo) => {
  await kilas.open();
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [makeFolder(testInfo)], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await browser.send('Input.dispatchDragEvent', { type, x: 50, y: 300, data });
  }
  await finished(page, 3);
  expect(await files(page)).toEqual(FOLDER_FILES);
});

test('stopped, resumed and cleared', async ({ kilas, page }) => {
  let letThrough;
  const held = new Promise((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/*.bin*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./?backend=wasm');
  await kilas.chooseAll({ 'a.png': RED, 'b.png': GREEN, 'c.png': BLUE });
  await expect(page.getByRole('progressbar', { name: '0 of 3' })).toBeVisible();
  await expect(page.locator(`${hooks.result}[data-state=busy]`)).toHaveCount(2); // read ahead
  await page.getByRole('button', { name: 'Stop' }).click();
  letThrough();
  await kilas.answerTo('a.png'); // it is on the stage, whatever becomes of the list
  await expect(page.locator(`${hooks.result}[data-state=waiting]`)).toHaveCount(3);

  await page.getByRole('button', { name: 'Go on' }).click();
  await finished(page, 3);

  await page.getByRole('button', { name: 'Clear the list' }).click();
  await expect(page.locator(hooks.result)).toHaveCount(0);
  await expect(page.locator('#results')).toBeHidden();
  await expect(page.locator('#choose')).toBeFocused();
  await kilas.choose('d.png', RED);
  await kilas.answerTo('d.png');
  await expect(page.locator('#results')).toBeHidden();
});

test('the list costs nothing until there are two pictures, then takes single ones too', async ({
  kilas,
  page,
}) => {
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  await kilas.open();
  await kilas.choose('a.png', RED);
  await kilas.answerTo('a.png');
  expect(loaded.filter((url) => /batch|thumbnail/.test(url))).toEqual([]);

  await page.evaluate(
    (pictures) => {
      const transfer = new DataTransfer();
      for (const [name, base64] of pictures) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      const event = new Event('paste', { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'clipboardData', { value: transfer });
      document.body.dispatchEvent(event);
    },
    [
      ['b.png', GREEN.toString('base64')],
      ['c.png', BLUE.toString('base64')],
    ],
  );
  await finished(page, 2);
  expect(loaded.filter((url) => /batch/.test(url))).not.toEqual([]);
  await kilas.choose('d.png', RED);
  await finished(page, 3);
  await kilas.answerTo('d.png');
  expect(await files(page)).toEqual(['b.png', 'c.png', 'd.png']);
});
