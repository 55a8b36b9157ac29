import { readFileSync } from 'node:fs';
import { expect, test } from './kilas.js';

const locale = (code) =>
  JSON.parse(readFileSync(new URL(`../../web/locales/${code}.json`, import.meta.url), 'utf8'));

test.describe('languages', () => {
  test('?lang=id speaks Indonesian, classes too', async ({ kilas, page }) => {
    await kilas.open('?lang=id&backend=wasm');
    await expect(page.locator('html')).toHaveAttribute('lang', 'id');
    await expect(page).toHaveTitle(locale('id')['page.title']);
    await page.getByRole('button', { name: 'katak' }).click();
    const { rows } = await kilas.answerTo('frog.png');
    expect(rows.map(([name]) => name)).toContain('frog'); // the hooks speak no language
    await expect(kilas.answer).toContainText('katak');
    await kilas.choose('kosong.png', '');
    await expect(kilas.alert).toContainText('Berkas ini kosong');
  });

  test('a change of language reaches everything at once, and is remembered', async ({
    kilas,
    page,
  }) => {
    await kilas.open();
    await page.locator('.example[data-class=ship]').click();
    await kilas.answerTo('ship.png');
    await page.getByLabel('Language').selectOption('id');
    await expect(kilas.answer).toContainText('kapal');
    await expect(page.getByRole('button', { name: 'Pilih gambar' })).toBeVisible();
    await kilas.open();
    await expect(page.locator('html')).toHaveAttribute('lang', 'id');
  });

  test.describe('in a browser that prefers Indonesian', () => {
    test.use({ locale: 'id-ID', ownContext: true });
    test('the page does too', async ({ kilas, page }) => {
      await kilas.open();
      await expect(page.locator('html')).toHaveAttribute('lang', 'id');
    });
  });
});

test('colours follow the system, then the visitor, who is remembered', async ({ kilas, page }) => {
  const isDark = () =>
    page.evaluate(() => {
      const [red] = getComputedStyle(document.body).backgroundColor.match(/\d+/);
      return Number(red) < 100;
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  await kilas.open();
  expect(await isDark()).toBe(true);
  await page.getByRole('button', { name: 'Light or dark' }).click();
  expect(await isDark()).toBe(false);
  await kilas.open();
  expect(await isDark()).toBe(false);
});

test('all by keyboard', async ({ kilas, page }) => {
  // Before the page opens: listening begins late, and a key is quick.
  const choosing = page.waitForEvent('filechooser');
  await kilas.open();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('o');
  await choosing;

  const reached = [];
  await page.locator('body').focus();
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => {
        const { id, dataset, textContent } = document.activeElement;
        return id || dataset.class || textContent;
      }),
    );
  }
  expect(reached.slice(0, 12)).toEqual([
    'Classify',
    'See inside',
    'Teach it',
    'Test it',
    'model-open',
    'language',
    'theme',
    'help-open',
    'choose',
    'camera',
    'choose-folder',
    'frog',
  ]);
  await page.locator('.example[data-class=bird]').focus();
  await page.keyboard.press('Enter');
  await kilas.answerTo('bird.png');
});

test('letters are no keys in a field or beside an open dialog', async ({ kilas, page }) => {
  await kilas.open();
  await page.evaluate(() => {
    for (const tag of ['input', 'textarea', 'div']) {
      const field = document.createElement(tag);
      if (tag === 'div') field.contentEditable = 'plaintext-only';
      field.className = 'field';
      document.querySelector('footer').append(field);
    }
  });
  const fields = page.locator('.field');
  for (let i = 0; i < 3; i++) {
    await fields.nth(i).focus();
    await page.keyboard.press('c');
    await page.keyboard.press('?');
    const written = await fields.nth(i).evaluate(({ value, textContent }) => value ?? textContent);
    expect(written).toBe('c?');
  }
  await page.evaluate(() => {
    document.querySelector('#help').show(); // not modal: the focus can be elsewhere
    document.activeElement.blur();
  });
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: 'Camera', exact: true })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a focused example keeps the focus when the model and the language change', async ({
  page,
}) => {
  let letThrough;
  const held = new Promise((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/metadata.json', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./?backend=wasm');
  const ship = page.locator('.example[data-class=ship]');
  await ship.focus();
  letThrough();
  await expect(ship).toHaveAccessibleName('ship');
  await expect(ship).toBeFocused();
  await page.evaluate(() => {
    const languages = document.querySelector('#language');
    languages.value = 'id';
    languages.dispatchEvent(new Event('change'));
  });
  await expect(ship).toHaveAccessibleName('kapal');
  await expect(ship).toBeFocused();
});

test('a screen reader hears the answer, politely', async ({ kilas, page }) => {
  await kilas.open();
  const announcer = page.locator('[aria-live=polite]');
  await expect(announcer).toBeEmpty();
  await page.locator('.example[data-class=frog]').click();
  await kilas.answerTo('frog.png');
  await expect(announcer).toHaveText(/%/);
  for (const button of await page.getByRole('button').all()) {
    await expect(button).toHaveAccessibleName(/\S/);
  }
});

test('below the threshold it is none of the ten, with the runner-up in sight', async ({
  kilas,
  page,
}) => {
  await page.route('**/metadata.json', async (route) => {
    const metadata = await (await route.fetch()).json();
    await route.fulfill({ json: { ...metadata, threshold: 1 } });
  });
  await kilas.open();
  await page.locator('.example[data-class=frog]').click();
  const { state, rows } = await kilas.answerTo('frog.png');
  expect(state).toBe('rejected');
  expect(rows).toHaveLength(10);
  await expect(page.getByRole('heading', { name: 'None of the ten, I think' })).toBeVisible();
  await expect(kilas.answer).toContainText(`Closest: ${rows[0][0]}`);
});

for (const [width, height] of [
  [360, 640],
  [1200, 800],
]) {
  test(`nothing sticks out at ${width} pixels`, async ({ kilas, page }) => {
    await page.setViewportSize({ width, height });
    for (const language of ['en', 'id']) {
      await kilas.open(`?backend=wasm&lang=${language}`);
      await page.locator('.example[data-class=automobile]').click();
      await kilas.answerTo('automobile.png');
      await page.locator('summary').click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, summary')]
        .filter((element) => element.checkVisibility())
        .filter((element) => Math.min(element.offsetHeight, element.offsetWidth) < 44)
        .map((element) => element.id || element.textContent),
    );
    expect(small, 'targets under 44 pixels').toEqual([]);
  });
}

test('on a phone the answer is in view without scrolling', async ({ kilas, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await kilas.open();
  await page.locator('.example[data-class=horse]').click();
  await kilas.answerTo('horse.png');
  await expect(page.locator('[data-testid=prediction]').first()).toBeInViewport({ ratio: 0.9 });
});

test.describe('a model that is not as it should be', () => {
  for (const [what, pattern, answer, sentence] of [
    ['a missing shard', '**/*.bin*', { status: 404 }, /\.bin is not on the server \(404\)/],
    ['a damaged shard', '**/*.bin*', { body: 'short' }, /damaged: \S+\.bin/],
    ['damaged metadata', '**/metadata.json', { json: { format: 1 } }, /damaged: metadata\.json/],
    ['a damaged index', '**/model/index.json', { body: '<html>' }, /damaged: index\.json/],
  ]) {
    test(`${what} is named`, async ({ kilas, page }) => {
      await page.route(pattern, (route) => route.fulfill(answer));
      await page.goto('./?backend=wasm');
      await expect(kilas.alert).toHaveText(sentence);
      await expect(kilas.status).toHaveAttribute('data-state', 'error');
    });
  }

  test('no connection is named as such', async ({ kilas, page }) => {
    await page.route('**/model.json*', (route) => route.abort());
    await page.goto('./?backend=wasm');
    await expect(kilas.alert).toHaveText(/model\.json did not arrive/);
  });
});

test('opened from disk, the page says what to do', async ({ page }) => {
  await page.goto(new URL('../../dist/index.html', import.meta.url).href);
  await expect(page.getByText('npm start').first()).toBeVisible();
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(colour).not.toBe('rgba(0, 0, 0, 0)'); // the styles load from disk, too
});

test('who made what is in it stands behind a link', async ({ kilas, page }) => {
  await kilas.open();
  await page.getByRole('link', { name: 'Third-party licences' }).click();
  await expect(page).toHaveURL(/\/notices\.txt$/);
  await expect(page.locator('body')).toContainText('@tensorflow/tfjs-core');
});

test('all addresses are relative, all scripts and styles in files of their own', () => {
  const html = readFileSync(new URL('../../dist/index.html', import.meta.url), 'utf8');
  for (const [, address] of html.matchAll(/(?:src|href)="([^"]+)"/g))
    expect(address).toMatch(/^\.\//);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/'unsafe-(inline|eval)'/);
});
