// Takes the pictures in docs/screenshots/ from the built page: `npm run screenshots`.
import './setup/require_node.mjs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './setup/build.mjs';
import { runScript } from './setup/failure.mjs';
import { openBrowser } from './setup/open_browser.mjs';
import { installPackages } from './setup/packages.mjs';
import { ROOT } from './setup/run.mjs';
import { serve } from './setup/serve.mjs';

const FOLDER = join(ROOT, 'docs', 'screenshots');
const HORSE = join(ROOT, 'node_modules', '@lobehub', 'fluent-emoji-3d', 'assets', '1f40e.webp');
const SIZES = {
  phone: { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1200, height: 800 }, deviceScaleFactor: 1 },
};

await runScript(async () => {
  await installPackages();
  await build();
  mkdirSync(FOLDER, { recursive: true });

  const browser = await openBrowser();
  const server = await serve(0, '127.0.0.1');
  try {
    const address = `http://localhost:${server.address().port}/`;
    for (const [size, screen] of Object.entries(SIZES)) {
      for (const theme of ['light', 'dark']) {
        for (const language of ['en', 'id']) {
          const path = join(FOLDER, `${size}-${theme}-${language}.png`);
          await takePicture(
            browser,
            { ...screen, colorScheme: theme },
            `${address}?lang=${language}`,
            path,
          );
          console.log(path);
        }
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
});

async function takePicture(browser, screen, address, path) {
  const page = await browser.newPage({
    ...screen,
    reducedMotion: 'reduce',
    serviceWorkers: 'block', // the footer tells when all is kept, and that moment varies
  });
  await page.goto(`${address}&backend=wasm`);
  await page.locator('[data-testid=picture-input]').setInputFiles(HORSE);
  await page.locator('[data-testid=answer][data-state=answered]').waitFor();
  await page.locator('[data-testid=status][data-state=ready]').waitFor();
  await page.screenshot({ path });
  await page.close();
}
