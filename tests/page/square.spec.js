import { expectAccessible } from './axe.js';
import { expect, test } from './kilas.js';
import { makePng } from './make-pictures.js';

const WIDTH = 160;
const HEIGHT = 96;

/** Every pixel tells where it is, and neighbours differ. */
const colourAt = (x, y) => [x, 2 * y, (37 * x + 91 * y) % 256];
const picture = makePng(WIDTH, HEIGHT, 'rgb', colourAt);

/** What the page must show of a square: cut exactly, then shrunk by the page as a picture of its own. */
const cut = ({ left, top, side }) =>
  makePng(side, side, 'rgb', (x, y) => colourAt(left + x, top + y));

/** What the model saw, told by one number. */
async function pixels(page) {
  return page.locator('#seen').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((hash, value) => (31 * hash + value) % 4294967291, 7);
  });
}

/** The square that is on the page, by where it lies over the picture. */
async function shown(page) {
  return page.evaluate(
    ([width, height]) => {
      const style = document.querySelector('#view').style;
      const [left, top, side] = ['--left', '--top', '--width'].map((name) =>
        Number(style.getPropertyValue(name)),
      );
      return {
        left: Math.round(left * width),
        top: Math.round(top * height),
        side: Math.round(side * width),
      };
    },
    [WIDTH, HEIGHT],
  );
}

/** Waits until the model has seen just this square, and nothing else. */
async function expectSeen(kilas, page, square) {
  expect(await shown(page)).toEqual(square);
  await expect
    .poll(async () => (await page.locator('[aria-live=polite]').textContent()).match(/\d+/g))
    .toEqual(expect.arrayContaining([square.side, square.left, square.top].map(String)));
  const seen = await pixels(page);
  await kilas.choose('cut.png', cut(square));
  await kilas.answerTo('cut.png');
  expect(await pixels(page)).toBe(seen);
  await kilas.choose('whole.png', picture);
  await kilas.answerTo('whole.png');
}

test.beforeEach(async ({ kilas }) => {
  await kilas.open();
  await kilas.choose('whole.png', picture);
  await kilas.answerTo('whole.png');
});

test('keys move and zoom the square, and the model sees exactly that part', async ({
  kilas,
  page,
}) => {
  const middle = await pixels(page);
  const square = page.getByRole('application', { name: 'The part that the model looks at' });
  await square.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  // 96 / 1.25² = 61.44 about the middle, then an eighth of it to the right and up.
  await expectSeen(kilas, page, { left: 57, top: 10, side: 61 });

  await square.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft'); // three are to the edge
  for (let i = 0; i < 12; i++) await page.keyboard.press('+'); // eleven are to the smallest
  await expectSeen(kilas, page, { left: 44, top: 44, side: 8 });

  await square.focus();
  await page.keyboard.press('+');
  await expect.poll(() => pixels(page)).not.toBe(middle);
  await page.keyboard.press('0');
  await expect.poll(() => pixels(page)).toBe(middle);
});

test('so do pointer and wheel; a touch beside it brings it there', async ({ kilas, page }) => {
  await page.getByRole('button', { name: 'Choose a part' }).click();
  await expect(page.getByText('Move and zoom the square')).toBeVisible();
  await expectAccessible(page);
  const box = await page.locator('#view').boundingBox();
  expect(box.width / box.height).toBeCloseTo(WIDTH / HEIGHT, 1); // the picture is whole
  const at = (x, y) => [box.x + (x / WIDTH) * box.width, box.y + (y / HEIGHT) * box.height];

  await page.mouse.move(...at(80, 48));
  await page.mouse.wheel(0, -500); // e: 96 / e = 35.3
  await expect.poll(async () => (await shown(page)).side).toBe(35);
  await page.mouse.down();
  await page.mouse.move(...at(100, 30), { steps: 5 });
  await page.mouse.up();
  await expectSeen(kilas, page, { left: 82, top: 12, side: 35 });

  await page.getByRole('button', { name: 'Choose a part' }).click();
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Look closer' }).click();
  await page.mouse.click(...at(20, 20));
  // 96 / 1.25⁴ = 39.3, about (20, 20)
  await expectSeen(kilas, page, { left: 0, top: 0, side: 39 });
});

test('two fingers zoom it, and the page stays where it is', async ({ kilas, page }) => {
  await page.getByRole('button', { name: 'Choose a part' }).click();
  const box = await page.locator('#view').boundingBox();
  const touch = (type, pointerId, x) =>
    page.locator('#view').dispatchEvent(type, {
      pointerId,
      pointerType: 'touch',
      button: 0,
      clientX: box.x + x * box.width,
      clientY: box.y + box.height / 2,
    });
  await page.locator('#view').evaluate((view) => {
    view.setPointerCapture = () => {}; // knows only real fingers
  });
  await touch('pointerdown', 1, 0.45);
  await touch('pointerdown', 2, 0.55);
  await touch('pointermove', 1, 0.4);
  await touch('pointermove', 2, 0.6); // twice as far apart
  await expectSeen(kilas, page, { left: 56, top: 24, side: 48 });
});

test('a camera has no square to move', async ({ kilas, page }) => {
  await page.keyboard.press('c');
  await kilas.answerTo('camera');
  await expect(page.getByRole('application')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Choose a part' })).toBeHidden();
});

test('a map over the part before is gone as soon as the square moves', async ({ page }) => {
  await page.locator('[data-testid=prediction] button').first().click();
  await expect(page.locator('#heat')).toBeVisible();
  const isHidden = await page.locator('#square').evaluate((square) => {
    square.dispatchEvent(new KeyboardEvent('keydown', { key: '+' }));
    return document.querySelector('#heat').hidden;
  });
  expect(isHidden).toBe(true);
});
