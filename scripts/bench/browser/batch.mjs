import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../setup/run.mjs';
import { foldersOf } from './engines.mjs';
import { memoryOf } from './memory.mjs';
import { serveSites } from './server.mjs';
import { pagesOf } from './slow_down.mjs';

const FOLDER = join(ROOT, 'runs', 'bench-pictures');
const PICTURE = { width: 4000, height: 3000 }; // 12 megapixels
const DIFFERENT = 10; // pictures; the others are the same files under other names
const COUNT = { full: 1000, quick: 20 };
const WARM_UP = 0.1; // share of the pictures after which memory should not grow
const LOOK = 500; // milliseconds between two looks at the memory

/**
 * Many large files at once, as from a phone.
 *
 * @param {object} bench
 * @returns {Promise<object>} pictures per second, and bytes of memory as it went on
 */
export async function measureBatch({ openBrowser, engines: [ours], quick }) {
  const count = quick ? COUNT.quick : COUNT.full;
  const site = await serveSites(foldersOf([ours]));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ serviceWorkers: 'block' });
    page.setDefaultTimeout(600_000);
    await page.goto(`${site.address}blank`);
    const files = await makeFiles(page, count);
    await page.goto(`${site.address}${ours.name}/?backend=wasm`);
    await page.locator('[data-testid=status][data-state=ready]').waitFor();
    const session = await browser.newBrowserCDPSession();

    await page.locator(ours.input).setInputFiles(files);
    const start = performance.now();
    const looks = [];
    let done = 0;
    while (done < count) {
      await page.waitForTimeout(LOOK);
      done = await page.evaluate(readProgress);
      const all = (await pagesOf(session)).map((pid) => memoryOf(pid)?.now ?? 0);
      looks.push({ done, bytes: Math.max(...all) });
    }
    const seconds = (performance.now() - start) / 1000;
    return {
      count,
      ...PICTURE,
      seconds,
      pictures_per_second: count / seconds,
      memory: flatness(looks, count),
    };
  } finally {
    await browser.close();
    site.close();
    rmSync(FOLDER, { recursive: true, force: true });
  }
}

async function makeFiles(page, count) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const originals = [];
  for (let number = 0; number < DIFFERENT; number++) {
    const base64 = await page.evaluate(drawPhoto, { ...PICTURE, number });
    originals.push(join(FOLDER, `original-${number}.jpg`));
    writeFileSync(originals.at(-1), Buffer.from(base64, 'base64'));
  }
  return Array.from({ length: count }, (_, number) => {
    const file = join(FOLDER, `${number}.jpg`);
    linkSync(originals[number % DIFFERENT], file);
    return file;
  });
}

/** Runs inside the page: a JPEG with as much detail as a photo, in base64. */
async function drawPhoto({ width, height, number }) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  for (let patch = 0; patch < 20_000; patch++) {
    const random = (range, seed) =>
      (Math.abs(Math.sin(patch * seed + number)) * 1e4 * range) % range;
    context.fillStyle = `hsl(${random(360, 1.3)} 60% ${20 + random(60, 2.7)}%)`;
    context.fillRect(
      random(width, 3.1),
      random(height, 4.9),
      10 + random(150, 5.3),
      10 + random(150, 6.1),
    );
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

/** Runs inside the page: how many pictures have their answer. */
function readProgress() {
  const bar = document.querySelector('.results-bar');
  if (!bar) return 0; // the list opens in a moment
  return document.querySelector('.results-progress').hidden ? bar.max : bar.value;
}

function flatness(looks, count) {
  const settled = looks.filter(({ done }) => done >= WARM_UP * count).map(({ bytes }) => bytes);
  const peak = Math.max(...looks.map(({ bytes }) => bytes));
  if (peak === 0) return null; // the system does not tell
  return { settled: settled[0], end: settled.at(-1), peak };
}
