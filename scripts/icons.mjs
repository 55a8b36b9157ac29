// Draws the icons of the installed page from web/public/icon.svg: node scripts/icons.mjs
import './setup/require_node.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from './setup/failure.mjs';
import { openBrowser } from './setup/open_browser.mjs';
import { installPackages } from './setup/packages.mjs';
import { ROOT } from './setup/run.mjs';

const FOLDER = join(ROOT, 'web', 'public');
const rounded = readFileSync(join(FOLDER, 'icon.svg'), 'utf8');
// Systems that cut icons to a shape of their own want colour up to the edge …
const square = rounded.replace(' rx="15"', '');
// … and those that cut a circle, the drawing inside the middle 80 %.
const maskable = square
  .replace('viewBox="0 0 64 64"', 'viewBox="-5 -5 74 74"')
  .replace('<rect width="64" height="64"', '<rect x="-5" y="-5" width="74" height="74"');

const ICONS = [
  ['icon-48.png', 48, rounded], // of the window: an SVG would be one more page to draw
  ['icon-192.png', 192, rounded],
  ['icon-512.png', 512, rounded],
  ['icon-maskable-512.png', 512, maskable],
  ['apple-touch-icon.png', 180, square],
];

await runScript(async () => {
  await installPackages();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    for (const [name, size, svg] of ICONS) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
      await page.screenshot({ path: join(FOLDER, name), omitBackground: true });
      console.log(name);
    }
  } finally {
    await browser.close();
  }
});
