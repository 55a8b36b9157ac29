// Takes the pictures in docs/screenshots/ from the built page: `npm run screenshots`, or of some
// views alone: `npm run screenshots -- teach test`.
import './setup/require_node.mjs';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { takePicture } from './screenshots/take.mjs';
import { VIEWS } from './screenshots/views.mjs';
import { build } from './setup/build.mjs';
import { Failure, runScript } from './setup/failure.mjs';
import { openBrowser } from './setup/open_browser.mjs';
import { installPackages } from './setup/packages.mjs';
import { ROOT } from './setup/run.mjs';
import { serve } from './setup/serve.mjs';

const FOLDER = join(ROOT, 'docs', 'screenshots');
const SIZES = {
  phone: { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1200, height: 800 }, deviceScaleFactor: 1 },
};

await runScript(async () => {
  const asked = process.argv.slice(2);
  const views = asked.length > 0 ? asked : Object.keys(VIEWS);
  refuseUnknown(views);
  await installPackages();
  await build();
  if (asked.length === 0) rmSync(FOLDER, { recursive: true, force: true }); // views come and go
  mkdirSync(FOLDER, { recursive: true });

  const browser = await openBrowser();
  const server = await serve(0, '127.0.0.1');
  try {
    for (const shot of shots(views, `http://localhost:${server.address().port}/`)) {
      await takePicture(browser, shot);
      console.log(shot.path);
    }
  } finally {
    await browser.close();
    server.close();
  }
});

function refuseUnknown(views) {
  const unknown = views.find((name) => !Object.hasOwn(VIEWS, name));
  if (!unknown) return;
  throw new Failure(`There is no view '${unknown}'. There are: ${Object.keys(VIEWS).join(', ')}.`);
}

/** Each view in each size, theme and language. */
function* shots(views, page) {
  for (const view of views) {
    for (const [size, screen] of Object.entries(SIZES)) {
      for (const theme of ['light', 'dark']) {
        for (const language of ['en', 'id']) {
          yield {
            address: `${page}?backend=wasm&lang=${language}`,
            screen: { ...screen, colorScheme: theme },
            prepare: VIEWS[view],
            path: join(FOLDER, `${view}-${size}-${theme}-${language}.webp`),
          };
        }
      }
    }
  }
}
