import { readFileSync } from 'node:fs';
import { emoji } from './emoji.mjs';

const HORSE = '1f40e';
/** Milliseconds after which a kernel has played over about half of the picture. */
const HALF_WAY = 12_000;
const FIRST_CONVOLUTION = 3; // its place in the list of steps
const MARGIN = 20; // pixels above what is scrolled to

const TAUGHT = [
  {
    names: { en: 'Fruit', id: 'Buah' },
    codes: ['1f34e', '1f350', '1f34a', '1f34b', '1f34c', '1f349', '1f347', '1f353', '1f351'],
  },
  {
    names: { en: 'Music', id: 'Musik' },
    codes: ['1f3b8', '1f3ba', '1f3bb', '1fa95', '1f941', '1f3b7', '1fa98', '1fa97', '1f3b9'],
  },
];
const TRIED = '1f34d';

const LABELLED = {
  airplane: ['2708-fe0f', '1f6e9-fe0f', '1f6eb', '1f6ec'],
  automobile: ['1f697', '1f698', '1f695', '1f696', '1f699', '1f3ce-fe0f'],
  bird: ['1f426', '1f985', '1f986', '1f989', '1f99c', '1f54a-fe0f', '1f9a2', '1f9a9'],
  cat: ['1f408', '1f431', '1f408-200d-2b1b'],
  deer: ['1f98c', '1face'],
  dog: ['1f415', '1f436', '1f429', '1f415-200d-1f9ba', '1f9ae'],
  frog: ['1f438'],
  horse: ['1f40e', '1f434'],
  ship: ['1f6a2', '26f4-fe0f', '1f6f3-fe0f', '26f5', '1f6a4', '1f6e5-fe0f'],
  truck: ['1f69a', '1f69b', '1f6fb', '1f692'],
  none: ['1f355', '1f34c', '1f3b8', '1f4a1', '1f511', '1f9c0', '1f335'],
};

/** The views of the rooms, as `VIEWS`. */
export const ROOM_VIEWS = {
  async convolution(page) {
    await page.emulateMedia({ reducedMotion: 'no-preference' }); // without motion it does not play
    await lookInside(page);
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    await page.getByTestId('play').click();
    await page.clock.runFor(HALF_WAY);
    await scrollTo(page, '#inside-convolution');
  },

  async layers(page) {
    await lookInside(page);
    await page.getByTestId('layers').selectOption({ index: FIRST_CONVOLUTION });
    await page.locator('.walk-made[aria-busy=false]').waitFor();
    const clearest = await page.locator('.map-tile-canvas').evaluateAll(findClearest);
    await page.locator('.map-tile').nth(clearest).click();
    await scrollTo(page, '.walk-steps');
  },

  async teach(page) {
    await openRoom(page, 'teach');
    const language = await page.locator('html').getAttribute('lang');
    for (const [index, { names, codes }] of TAUGHT.entries()) {
      const own = page.getByTestId('teach-class').nth(index);
      await own.locator('.teach-name').fill(names[language]);
      const choosing = page.waitForEvent('filechooser');
      await own.locator('.teach-class-actions .button').last().click();
      await (await choosing).setFiles(codes.map(emoji));
    }
    const count = TAUGHT.flatMap(({ codes }) => codes).length;
    await page
      .locator('.teach-thumb')
      .nth(count - 1)
      .waitFor();
    await page.getByTestId('teach-try-input').setInputFiles(emoji(TRIED));
    await page.locator('[data-testid=teach-answer][data-state=answered]').waitFor();
    await page.evaluate(() => globalThis.scrollTo(0, 0));
  },

  async test(page) {
    await openRoom(page, 'test');
    const pictures = Object.entries(LABELLED).flatMap(([label, codes]) =>
      codes.map((code) => ({ label, code, name: `${code}.webp` })),
    );
    const list = ['file,label', ...pictures.map(({ name, label }) => `${name},${label}`)];
    await page.getByTestId('test-files').setInputFiles([
      ...pictures.map(({ code, name }) => {
        return { name, mimeType: 'image/webp', buffer: readFileSync(emoji(code)) };
      }),
      { name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from(list.join('\n')) },
    ]);
    await page.locator('.test-report .figures').waitFor();
    await scrollTo(page, '.test-head');
  },
};

const openRoom = (page, name) => page.locator(`.rooms-link[href*="room=${name}"]`).click();

async function lookInside(page) {
  await openRoom(page, 'inside');
  await page.getByTestId('inside-input').setInputFiles(emoji(HORSE));
  await page.locator('.source-title', { hasText: HORSE }).waitFor();
  await page.locator('[data-testid=layers] option').first().waitFor({ state: 'attached' });
}

const scrollTo = (page, selector) =>
  page.locator(selector).evaluate((element, margin) => {
    const { top } = element.getBoundingClientRect();
    globalThis.scrollBy({ top: top - margin, behavior: 'instant' });
  }, MARGIN);

/** Runs inside the page: which of the canvases has the most contrast. */
function findClearest(canvases) {
  const contrasts = canvases.map((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const greys = data.filter((_, i) => i % 4 === 0);
    const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
    return greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0);
  });
  return contrasts.indexOf(Math.max(...contrasts));
}
