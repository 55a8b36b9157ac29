import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tinyTeachable } from '../web/tiny-teachable.js';
import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';
import { makePng } from './make-pictures.js';
import { packFiles, packModel } from './own-model.js';
import { COLOURS, makeFolders, picture } from './things.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv', 'bin', 'python');
const emoji = (code) =>
  join(root, 'node_modules', '@lobehub', 'fluent-emoji-3d', 'assets', `${code}.webp`);

const FOLDER = '[data-testid=test-folder]';
const FILES = '[data-testid=test-files]';

/** The room, open, with the figures of a test if it has run. */
const open = async (kilas) => {
  await kilas.open('?backend=wasm');
  await kilas.page.getByRole('link', { name: 'Test it' }).click();
  await expect(kilas.page.getByRole('heading', { name: 'How often is it right?' })).toBeVisible();
};
const figure = (page, name) => page.locator('.figures > div', { hasText: name }).locator('.figure');
const finished = (page) => expect(page.locator('.test-report .figures')).toBeVisible();

async function save(page, name) {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  return readFileSync(await (await downloading).path());
}

/** Emoji in folders, one of which is called like no class, and one of which holds a deer. */
function makeFolder(testInfo) {
  const folder = testInfo.outputPath('pets');
  const files = {
    'Pesawat/a.webp': '2708-fe0f',
    'bird/b.webp': '1f426-200d-2b1b',
    'bird/c.webp': '1f98c',
    'Cars & such/d.webp': '1f698',
    'none/e.webp': '1f6a2',
  };
  for (const [path, code] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    cpSync(emoji(code), join(folder, path));
  }
  writeFileSync(join(folder, 'bird', 'broken.png'), 'no picture');
  writeFileSync(join(folder, 'notes.txt'), 'Dear diary');
  return folder;
}

test('the figures are those of the pipeline', async ({ kilas, page }, testInfo) => {
  // The pipeline does not run on Windows; elsewhere a missing Python is an error.
  test.skip(process.platform === 'win32' && !existsSync(python), 'needs the pipeline');
  test.setTimeout(300_000);
  const folder = testInfo.outputPath('labelled');
  const script = join(root, 'tests', 'page', 'make_test_folder.py');
  execFileSync(python, [script, folder], { cwd: root });
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));

  await open(kilas);
  await page.locator(FOLDER).setInputFiles(join(folder, 'things'));
  await finished(page);
  const { pictures, model, threshold, ...metrics } = JSON.parse(
    await save(page, 'Save figures and answers as JSON'),
  );
  expect(pictures).toHaveLength(60);
  expect(metrics.confusion).toEqual(expected.confusion);
  expectClose(metrics, expected, 'metrics');
  await expect(figure(page, 'Right answers')).toHaveText(
    `${(100 * expected.accuracy).toFixed(1)}%`,
  );
});

/** Probabilities of page and pipeline differ in the sixth digit, and so may what they sum to. */
function expectClose(value, expected, place) {
  if (typeof expected === 'number') return expect(value, place).toBeCloseTo(expected, 4);
  expect(Object.keys(value).sort(), place).toEqual(Object.keys(expected).sort());
  for (const key of Object.keys(expected)) {
    expectClose(value[key], expected[key], `${place}.${key}`);
  }
}

test('a folder is tested, from its names to its single pictures', async ({
  kilas,
  page,
}, testInfo) => {
  test.slow(); // axe looks at four screens, in light and in dark
  await open(kilas);
  await expect(page.locator('.test-tree')).toContainText('airplane/1.jpg');
  await expectAccessible(page);

  const folder = makeFolder(testInfo);
  await page.locator(FOLDER).setInputFiles(folder);
  const dialog = page.getByRole('dialog', { name: 'Which class is that?' });
  await expect(dialog).toContainText('Cars & such Pictures: 1');
  await expectAccessible(page);
  await dialog.getByRole('combobox').selectOption('car');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await finished(page);
  await expect(figure(page, 'Right answers')).toHaveText('75%');
  await expect(page.getByText('not pictures: 1')).toBeVisible();
  await expect(page.getByText('1 of 6 pictures could not be read')).toBeVisible();
  await expect(page.locator('.tile img').first()).toHaveJSProperty('naturalWidth', 240);
  await expectAccessible(page);

  // Sorted by a tap on a column's head; what no picture shows comes last.
  const heads = page.locator('.test-classes tbody th');
  await page.getByRole('button', { name: 'Class', exact: true }).click();
  await expect(heads).toHaveText(['airplane', 'bird', 'car', 'deer']);
  await page.getByRole('button', { name: 'Pictures', exact: true }).click();
  await expect(heads.first()).toHaveText('bird');
  await expect(page.getByRole('columnheader', { name: 'Pictures' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );

  // A number opens its pictures, a picture goes to the desk, and Back comes from there.
  await page.getByRole('button', { name: 'bird, taken for deer: 1' }).click();
  const album = page.getByRole('dialog', { name: 'bird, taken for deer: 1' });
  await expect(album.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page);
  await album.getByRole('button', { name: /c\.webp/ }).click();
  await kilas.answerTo('pets/bird/c.webp');
  await page.goBack();
  await expect(figure(page, 'Right answers')).toHaveText('75%');

  const lines = String(await save(page, 'Save each answer as CSV')).split('\r\n');
  expect(lines[0]).toBe('\ufefffile,truth,state,answer,probability,confidence');
  expect(lines).toHaveLength(8);
  expect(lines[4]).toMatch(/^pets\/Cars & such\/d.webp,automobile,\w+,automobile,/);
  const png = await save(page, 'Save figures and plots as PNG');
  expect(png.readUInt32BE(16)).toBe(1080);

  // What was said of a name is remembered, and can be said anew.
  await page.reload();
  await page.locator(FOLDER).setInputFiles(folder);
  await finished(page);
  await page.getByRole('button', { name: 'Names' }).click();
  await expect(dialog.getByRole('combobox')).toHaveValue('class:automobile');
  await dialog.getByRole('combobox').selectOption('leave out');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Left out by you: 1')).toBeVisible();
  await expect(figure(page, 'Right answers')).toHaveText('66.7%');
});

test('pictures with a list are tested, again when another model takes over', async ({
  kilas,
  page,
}) => {
  await open(kilas);
  const red = makePng(40, 40, 'rgb', () => [255, 0, 0]);
  const payload = (name, mimeType, buffer) => ({ name, mimeType, buffer: Buffer.from(buffer) });
  const pictures = ['1.png', '2.png'].map((name) => payload(name, 'image/png', red));
  await page.locator(FILES).setInputFiles(pictures);
  await expect(kilas.alert).toContainText('I cannot tell what these pictures show.');

  const list = payload('labels.csv', 'text/csv', 'file,label\n1.png,cat\n2.png,none\n3.png,cat\n');
  await page.locator(FILES).setInputFiles([...pictures, list]);
  await finished(page);
  await expect(kilas.alert).toHaveCount(0);
  await expect(page.getByText('In labels.csv, but not there: 1.')).toBeVisible();
  await expect(page.locator('.test-source')).toHaveText('Your pictures · CIFAR-10');

  await page.getByRole('button', { name: 'Use your own model' }).click();
  await page.locator('.models input[type=file]').first().setInputFiles(packModel());
  await expect(page.locator('.test-source')).toHaveText('Your pictures · <b>My things</b>');
  await finished(page);
});

test('what was taught is tested, in this visit and, when it is kept, in the next one', async ({
  kilas,
  page,
}, testInfo) => {
  test.slow(); // axe looks at a screen, in light and in dark
  await open(kilas);
  const choice = page.getByRole('group', { name: 'What is tested' });
  await expect(choice).toBeHidden();
  await page.getByRole('link', { name: 'Teach it' }).click();
  await page.getByTestId('teach-folder-input').setInputFiles(makeFolders(testInfo));
  await expect(page.getByTestId('teach-quality')).toContainText('of 12 right');
  await page.getByLabel('Keep on this device').check();

  await page.getByRole('link', { name: 'Test it' }).click();
  await expect(choice.getByRole('radio', { name: 'CIFAR-10' })).toBeChecked();
  await choice.getByRole('radio', { name: 'What you taught' }).check();
  await expect(page.locator('.test-tree')).toContainText('leaf/1.jpg');

  // A folder that is called otherwise, and a piece of sky among the leaves.
  const folder = testInfo.outputPath('labelled');
  const labelled = { sky: ['sky', 'sky', 'sky', 'sky'], plants: ['leaf', 'leaf', 'leaf', 'sky'] };
  for (const [name, shown] of Object.entries(labelled)) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [i, thing] of shown.entries()) {
      writeFileSync(join(folder, name, `${i}.png`), picture(20 + i, COLOURS[thing]));
    }
  }
  await page.locator(FOLDER).setInputFiles(folder);
  const dialog = page.getByRole('dialog', { name: 'Which class is that?' });
  await dialog.getByRole('combobox').selectOption('leaf');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await finished(page);
  await expect(page.locator('.test-source')).toHaveText('labelled · What you taught');
  await expect(figure(page, 'Right answers')).toHaveText('87.5%');
  const saved = JSON.parse(await save(page, 'Save figures and answers as JSON'));
  expect(saved).toMatchObject({ model: 'cifar10/taught', test_pictures: 8, accuracy: 0.875 });
  expect(Object.keys(saved.per_class)).toEqual(['leaf', 'sky']);
  await expectAccessible(page);

  // A mistake is looked at where it was made, and Back comes from there.
  await page.getByRole('button', { name: /3\.png/ }).click();
  const answer = page.getByTestId('teach-answer');
  await expect(answer.locator('.prediction').first()).toHaveAttribute('data-class', 'sky');
  await page.goBack();
  await expect(figure(page, 'Right answers')).toHaveText('87.5%');

  // What is kept is there without a look at 'Teach it', and so is what a name stands for.
  await page.reload();
  await choice.getByRole('radio', { name: 'What you taught' }).check();
  await page.locator(FOLDER).setInputFiles(folder);
  await expect(figure(page, 'Right answers')).toHaveText('87.5%');

  // A model upon which nothing was taught is tested itself.
  await page.getByRole('button', { name: 'Use your own model' }).click();
  await page.locator('.models input[type=file]').first().setInputFiles(packFiles(tinyTeachable()));
  await expect(choice).toBeHidden();
  await expect(dialog).toContainText('sky Pictures: 4');
});

test('stopped, it shows what it has seen so far, and goes on', async ({ kilas, page }) => {
  await open(kilas);
  const pictures = Array.from({ length: 200 }, (_, i) => ({
    ...{ name: `${i}.png`, mimeType: 'image/png' },
    buffer: makePng(40, 40, 'rgb', () => [i % 256, 0, 0]),
  }));
  const rows = pictures.map(({ name }) => `${name},frog`).join('\n');
  const list = { name: 'labels.csv', mimeType: 'text/csv' };
  await page
    .locator(FILES)
    .setInputFiles([...pictures, { ...list, buffer: Buffer.from(`file,label\n${rows}`) }]);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('progressbar', { name: /of 200/ })).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await finished(page);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.locator('.figures')).toContainText('of 200');
});
