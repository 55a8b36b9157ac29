import { expect, test } from './kilas.js';

const CAMERA = 'camera';

test('live answers, frozen, turned round, and off', async ({ kilas, page }) => {
  await kilas.open();
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await kilas.answerTo(CAMERA);
  const video = page.locator('video');
  await expect(video).toBeVisible();
  await expect(video).toHaveClass(/is-mirrored/); // a webcam looks at its owner

  await page.keyboard.press('Space');
  await expect(page.getByText('Frozen')).toBeVisible();
  expect(await video.evaluate(({ paused }) => paused)).toBe(true);
  await page.keyboard.press('Space');
  expect(await video.evaluate(({ paused }) => paused)).toBe(false);

  await page.getByRole('button', { name: 'Front camera' }).click();
  await kilas.answerTo(CAMERA);
  await expect(page.getByRole('button', { name: 'Back camera' })).toBeVisible();

  const track = await video.evaluateHandle(({ srcObject }) => srcObject.getVideoTracks()[0]);
  await page.getByRole('button', { name: 'Stop camera' }).click();
  await expect(video).toBeHidden();
  expect(await track.evaluate(({ readyState }) => readyState)).toBe('ended');
  await expect(kilas.answer).toHaveAttribute('data-state', 'empty');
});

test('the frame that stands still is the one that is answered', async ({ kilas, page }) => {
  await page.addInitScript(() => {
    globalThis.pixelsOf = (source) => {
      const context = new OffscreenCanvas(64, 48).getContext('2d');
      context.drawImage(source, 0, 0, 64, 48);
      return [...context.getImageData(0, 0, 64, 48).data];
    };
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function send(message) {
      if (message.task === 'prepare') {
        globalThis.lastFrame = globalThis.pixelsOf(message.input.picture);
      }
      return postMessage.call(this, message);
    };
  });
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo(CAMERA);
  await page.keyboard.press('Space');
  await expect(kilas.status).toHaveAttribute('data-state', 'ready');
  await page.waitForTimeout(300); // a picture that went on would have moved by now
  const difference = await page.evaluate(() => {
    const shown = globalThis.pixelsOf(document.querySelector('video'));
    return Math.max(...shown.map((value, i) => Math.abs(value - globalThis.lastFrame[i])));
  });
  expect(difference).toBe(0);
});

test('what the model sees of a frame is the mean of its pixels, the nearer ones counting more', async ({
  kilas,
  page,
}) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo(CAMERA);
  await page.keyboard.press('Space');
  await expect(kilas.status).toHaveAttribute('data-state', 'ready');
  const { side, differences } = await page.evaluate(() => {
    const video = document.querySelector('video');
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    const pixelsOf = (source, left, top, size) => {
      const context = new OffscreenCanvas(size, size).getContext('2d');
      context.drawImage(source, -left, -top);
      return context.getImageData(0, 0, size, size).data;
    };
    const frame = pixelsOf(video, (width - side) / 2, (height - side) / 2, side);
    const seen = pixelsOf(document.querySelector('#seen'), 0, 0, 32);
    const block = side / 32;
    const weigh = (pixel, target) =>
      Math.max(0, 1 - Math.abs(pixel + 0.5 - (target + 0.5) * block) / block);
    const differences = [];
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        let [sum, weights] = [0, 0];
        for (let row = Math.max(0, (y - 1) * block); row < Math.min(side, (y + 2) * block); row++) {
          for (let at = Math.max(0, (x - 1) * block); at < Math.min(side, (x + 2) * block); at++) {
            const weight = weigh(row, y) * weigh(at, x);
            sum += weight * frame[(row * side + at) * 4];
            weights += weight;
          }
        }
        differences.push(Math.abs(sum / weights - seen[(y * 32 + x) * 4]));
      }
    }
    return { side, differences };
  });
  expect(side).toBe(480); // fifteen pixels for one
  expect(differences.reduce((sum, value) => sum + value) / differences.length).toBeLessThan(0.5);
  expect(Math.max(...differences)).toBeLessThan(8);
});

test('the status is steady while the frames come, and rests when one is frozen', async ({
  kilas,
  page,
}) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo(CAMERA);
  const changes = await kilas.status.evaluate(async (status) => {
    let count = 0;
    const observer = new MutationObserver((records) => {
      count += records.filter(({ oldValue }) => oldValue !== status.dataset.state).length;
    });
    observer.observe(status, { attributeFilter: ['data-state'], attributeOldValue: true });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    observer.disconnect();
    return count;
  });
  expect(changes).toBeLessThan(4); // it used to change with each frame
  await page.keyboard.press('Space');
  await expect(kilas.status).toHaveAttribute('data-state', 'ready');
});

test('it stops when the page is hidden, and says so', async ({ kilas, page }) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo(CAMERA);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(page.locator('video')).toBeHidden();
  await expect(page.getByText('switched off while you were away')).toBeVisible();
});

test('its answer is heard each time that it is turned on', async ({ kilas, page }) => {
  await kilas.open();
  const heard = page.locator('[aria-live=polite]');
  await page.keyboard.press('c');
  await expect(heard).not.toBeEmpty();
  await page.keyboard.press('c');
  await heard.evaluate((element) => element.replaceChildren());
  await page.keyboard.press('c');
  await expect(heard).not.toBeEmpty();
});

test('a picture takes the place of the camera', async ({ kilas, page }) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo(CAMERA);
  await page.locator('.example[data-class=cat]').click();
  await kilas.answerTo('cat.png');
  await page.waitForTimeout(500); // a late frame would show by now
  expect(await kilas.read()).toMatchObject({ file: 'cat.png' });
  await expect(page.getByRole('button', { name: 'Camera', exact: true })).toBeVisible();
});

test('a camera that is unplugged is missed', async ({ kilas, page }) => {
  await kilas.open();
  await page.keyboard.press('c');
  await kilas.answerTo(CAMERA);
  await page.evaluate(() => {
    const [track] = document.querySelector('video').srcObject.getVideoTracks();
    track.dispatchEvent(new Event('ended'));
  });
  await expect(kilas.alert).toContainText('was taken away');
  await expect(kilas.answer).toHaveAttribute('data-state', 'failed');
});

for (const [name, sentence] of [
  ['NotAllowedError', /not allowed.*address bar/],
  ['NotFoundError', /No camera was found/],
  ['NotReadableError', /Another app is using the camera/],
]) {
  test(`${name} gets a sentence, and the page goes on`, async ({ kilas, page }) => {
    await page.addInitScript((error) => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', error);
      };
    }, name);
    await kilas.open();
    await page.keyboard.press('c');
    await expect(kilas.alert).toHaveText(sentence);
    await page.locator('.example[data-class=cat]').click();
    await kilas.answerTo('cat.png');
    await expect(kilas.alert).toHaveCount(0);
  });
}

test.describe('on an insecure address', () => {
  test.use({ baseURL: 'http://insecure.test/kilas/', ownContext: true });

  test('the camera says why it is off; pictures are answered', async ({ kilas, page }) => {
    await kilas.open();
    await page.keyboard.press('c');
    await expect(kilas.alert).toContainText('secure address');
    await page.locator('.example[data-class=dog]').click();
    await kilas.answerTo('dog.png');
  });
});
