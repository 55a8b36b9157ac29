import { HEADERS } from '../web/headers.js';
import { expect, test } from './kilas.js';
import { makeBomb, makePhoto, makePng } from './make-pictures.js';

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];
const plain = (size, colour) => makePng(size, size, 'rgb', () => colour);

test.beforeEach(({ kilas }) => kilas.open());

test.describe('ways in', () => {
  test('by the file picker, twice the same file too', async ({ kilas, page }) => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a picture' }).click();
    await (await choosing).setFiles({
      name: 'red.png',
      mimeType: 'image/png',
      buffer: plain(40, RED),
    });
    await kilas.answerTo('red.png');
    await kilas.choose('blue.png', plain(40, BLUE));
    await kilas.answerTo('blue.png');
    expect(await kilas.seen(5, 5)).toEqual(BLUE);
    await kilas.choose('red.png', plain(40, RED));
    await kilas.answerTo('red.png');
  });

  for (const [way, property] of [
    ['drop', 'dataTransfer'],
    ['paste', 'clipboardData'],
  ]) {
    test(`by ${way}, anywhere`, async ({ kilas, page }) => {
      const base64 = plain(8, BLUE).toString('base64');
      const send = (content) =>
        page.evaluate(
          ([type, key, data]) => {
            const transfer = new DataTransfer();
            if (data) {
              const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
              transfer.items.add(new File([bytes], 'blue.png', { type: 'image/png' }));
            }
            const event = new Event(type, { bubbles: true, cancelable: true });
            Object.defineProperty(event, key, { value: transfer });
            document.querySelector('footer').dispatchEvent(event);
          },
          [way, property, content],
        );
      await send(base64);
      await kilas.answerTo('blue.png');
      await send(null);
      await expect(kilas.alert).toContainText(way === 'drop' ? 'dropped' : 'clipboard');
    });
  }

  test('text may be pasted into a field; elsewhere it is no picture, in a room too', async ({
    kilas,
    page,
  }) => {
    const paste = (place) =>
      place.evaluate((element) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'Bulbasaur');
        element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData }));
      });
    await page.getByRole('link', { name: 'Teach it' }).click();
    await paste(page.getByTestId('teach-class').locator('input').first());
    await page.getByRole('link', { name: 'Classify' }).click();
    await page.waitForTimeout(100); // it would have been told by now
    await expect(kilas.alert).toHaveCount(0);
    await page.getByRole('link', { name: 'Teach it' }).click();
    await paste(page.locator('footer'));
    await expect(kilas.alert).toBeVisible();
    await expect(kilas.alert).toContainText('clipboard');
  });

  test('files that hover over the page are welcomed', async ({ page }) => {
    await page.dispatchEvent('body', 'dragenter');
    await expect(page.getByText('Let go to look at it')).toBeVisible();
    await page.dispatchEvent('body', 'dragleave');
    await expect(page.getByText('Let go to look at it')).toBeHidden();
  });
});

test.describe('what the model saw', () => {
  test('EXIF orientation is applied', async ({ kilas, page }) => {
    const corners = [
      [4, 4],
      [27, 4],
      [4, 27],
    ];
    // Stored red above blue; 6 and 8 are a phone held upright, 3 one upside down.
    for (const [orientation, upright] of [
      [1, ['red', 'red', 'blue']],
      [3, ['blue', 'blue', 'red']],
      [6, ['blue', 'red', 'blue']],
      [8, ['red', 'blue', 'red']],
    ]) {
      const name = `photo-${orientation}.jpg`;
      await kilas.choose(name, await makePhoto(page, 64, 64, orientation));
      await kilas.answerTo(name);
      const colours = [];
      for (const [x, y] of corners) {
        const [red, , blue] = await kilas.seen(x, y);
        colours.push(red > blue ? 'red' : 'blue');
      }
      expect(colours, name).toEqual(upright);
    }
  });

  test('the middle square, shrunk by triangles', async ({ kilas }) => {
    const striped = makePng(192, 64, 'rgb', (x) =>
      x < 64 || x >= 128 ? BLUE : [x % 2 ? 255 : 0, 0, 0],
    );
    await kilas.choose('wide.png', striped);
    await kilas.answerTo('wide.png');
    for (const x of [1, 15, 30]) expect(await kilas.seen(x, 9)).toEqual([128, 0, 0]);
  });

  test('transparency lies on white', async ({ kilas }) => {
    const half = makePng(32, 32, 'rgba', (x) => (x < 16 ? [0, 0, 0, 0] : [255, 0, 0, 128]));
    await kilas.choose('glass.png', half);
    await kilas.answerTo('glass.png');
    expect(await kilas.seen(2, 2)).toEqual([255, 255, 255]);
    const [red, green] = await kilas.seen(30, 2);
    expect(red).toBe(255);
    expect(Math.abs(green - 127)).toBeLessThanOrEqual(1);
  });

  test('odd pictures do the sensible thing', async ({ kilas }) => {
    for (const [name, picture, colour] of [
      ['grey.png', makePng(50, 50, 'grey', () => [77]), [77, 77, 77]],
      ['palette.png', makePng(50, 50, 'palette', () => [1], [0, 0, 0, 10, 20, 30]), [10, 20, 30]],
      ['16-bit.png', makePng(50, 50, 'rgb16', () => [100, 0, 150, 0, 200, 0]), [100, 150, 200]],
      ['one-pixel.png', plain(1, [1, 2, 3]), [1, 2, 3]],
      ['line.png', makePng(400, 1, 'rgb', () => [9, 8, 7]), [9, 8, 7]],
    ]) {
      await kilas.choose(name, picture);
      await kilas.answerTo(name);
      expect(await kilas.seen(0, 0), name).toEqual(colour);
      expect(await kilas.seen(31, 31), name).toEqual(colour);
    }
  });

  test('a photo of 24 megapixels', async ({ kilas }) => {
    const huge = makePng(6000, 4000, 'grey', (x) => [x < 3000 ? 0 : 255]);
    await kilas.choose('huge.png', huge);
    await kilas.answerTo('huge.png');
    expect(await kilas.seen(14, 3)).toEqual([0, 0, 0]);
    expect(await kilas.seen(17, 3)).toEqual([255, 255, 255]);
  });
});

test('what cannot be read gets a sentence, and the page goes on', async ({ kilas }) => {
  for (const [name, content, sentence] of [
    ['holiday.jpg', 'Dear diary, today I saw a frog.', /holds text/],
    [
      'photo.heic',
      '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
      /HEIC photo.*make it a JPEG.*Most Compatible/,
    ],
    [
      'drawing.svg',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      /SVG drawing/,
    ],
    ['empty.png', '', /empty \(0 bytes\)/],
    ['broken.png', plain(60, RED).subarray(0, 60), /damaged/],
    ...['jpeg', 'gif', 'webp, lossy', 'webp, lossless', 'bmp', 'avif'].map((kind) => [
      `broken ${kind}`,
      HEADERS[kind](64, 64),
      /damaged/,
    ]),
    ['bomb.png', makeBomb(20_000, 20_000), /400 megapixels; 200 is the most/],
    ['bomb.webp', HEADERS['webp, extended'](20_000, 20_000), /400 megapixels; 200 is the most/],
    ['data.bin', Buffer.from([1, 2, 3, 0, 254, 7]), /cannot open this kind of file/],
  ]) {
    await kilas.choose(name, content);
    await expect(kilas.alert).toHaveText(sentence);
    await expect(kilas.answer).toHaveAttribute('data-state', 'failed');
    await expect(kilas.answer).toHaveAttribute('data-file', name);
    await kilas.choose('fine.png', plain(10, RED));
    await kilas.answerTo('fine.png');
    await expect(kilas.alert).toHaveCount(0);
    await expect(kilas.status).toHaveAttribute('data-state', 'ready');
  }
});

test('a hostile name is only a name', async ({ kilas, page }) => {
  const name = '"><img src=x onerror=alert(1)>.png';
  await kilas.choose(name, plain(10, RED));
  await kilas.answerTo(name);
  await expect(page.locator('img[src=x]')).toHaveCount(0);
});

test('of many pictures in a row the last one is answered', async ({ kilas }) => {
  for (let i = 0; i < 12; i++) await kilas.choose(`${i}.png`, plain(300 + i, [i * 20, 0, 0]));
  await kilas.answerTo('11.png');
  expect(await kilas.seen(3, 3)).toEqual([220, 0, 0]);
});
