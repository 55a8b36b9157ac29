import { emoji } from './emoji.mjs';
import { ROOM_VIEWS } from './rooms.mjs';

const HORSE = emoji('1f40e');
const ANIMALS = ['1f40e', '1f415', '1f408', '1f438', '1f98c', '1f426'].map(emoji);
/** None of the classes; which of them a model doubts, only it knows. */
const STRANGE = ['1f355', '1f34c', '1f3b8', '1f4a1', '1f511', '1f9c0', '1f335'].map(emoji);

const INPUT = '[data-testid=picture-input]';
const ANSWER = '[data-testid=answer]';
const SETTLED = `${ANSWER}:is([data-state=answered], [data-state=rejected])`;
const fileOf = (path) => path.split(/[\\/]/).at(-1);

/**
 * The main views of the page: each brings a page that is ready into its state.
 *
 * @type {Record<string, (page: import('@playwright/test').Page) => Promise<unknown>>}
 */
export const VIEWS = {
  empty: async () => {},

  answered: (page) => look(page, HORSE),

  async unsure(page) {
    for (const strange of STRANGE) {
      await look(page, strange);
      if ((await page.locator(ANSWER).getAttribute('data-state')) === 'rejected') return;
    }
    throw new Error('The model doubts none of the strange pictures: add others to STRANGE.');
  },

  async batch(page) {
    await page.locator(INPUT).setInputFiles(ANIMALS);
    await page.locator('#results-counts:not(:empty)').waitFor(); // said when all are answered
    await page.locator('#results').scrollIntoViewIfNeeded();
  },

  models: (page) => openDialog(page, '#own-open'),

  card: (page) => openDialog(page, '#card-open'),

  async camera(page) {
    await page.evaluate(playToCamera, '.example[data-class=dog] img');
    await page.locator('#camera').click();
    await page.locator(`${SETTLED}[data-file=camera]`).waitFor();
  },

  ...ROOM_VIEWS,
};

async function look(page, path) {
  await page.locator(INPUT).setInputFiles(path);
  await page.locator(`${SETTLED}[data-file="${fileOf(path)}"]`).waitFor();
  await page.locator('[data-testid=status][data-state=ready]').waitFor();
}

async function openDialog(page, button) {
  await page.locator(button).dispatchEvent('click'); // without scrolling there
  await page.locator('dialog[open]').waitFor();
}

/** Runs inside the page: its camera sees one of its pictures. */
function playToCamera(selector) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d');
  setInterval(() => {
    context.fillStyle = '#e9e4da';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(document.querySelector(selector), 100, 20, 440, 440);
  }, 100);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
}
