import { writeFileSync } from 'node:fs';

const QUALITY = 80; // of WebP: letters stay sharp, and all pictures together are some megabytes

/**
 * Takes a picture of the page as WebP, which Playwright itself does not write.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {object} shot
 * @param {string} shot.address
 * @param {object} shot.screen options of the page
 * @param {(page: object) => Promise<unknown>} shot.prepare brings the page into its state
 * @param {string} shot.path of the file
 */
export async function takePicture(browser, { address, screen, prepare, path }) {
  const page = await browser.newPage({
    ...screen,
    reducedMotion: 'reduce',
    serviceWorkers: 'block', // the footer tells when all is kept, and that moment varies
  });
  try {
    await page.goto(address);
    await page.locator('[data-testid=status][data-state=ready]').waitFor();
    await prepare(page);
    await page.mouse.move(0, 0);
    const top = await page.evaluate(() => globalThis.scrollY);
    const devtools = await page.context().newCDPSession(page);
    const { data } = await devtools.send('Page.captureScreenshot', {
      format: 'webp',
      quality: QUALITY,
      clip: { x: 0, y: top, ...screen.viewport, scale: screen.deviceScaleFactor },
    });
    writeFileSync(path, Buffer.from(data, 'base64'));
  } finally {
    await page.close();
  }
}
