import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { mustRun, ROOT, run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const REMEDY =
  "The page's tests need a browser, and no Chromium or Chrome was found on this machine. " +
  'Install one (Debian: sudo apt install chromium; others: https://www.google.com/chrome/), or ' +
  'name the program of one in CHROMIUM_PATH, or connect to the internet, so that Playwright can ' +
  'download its own. Then run the same command again.';

/**
 * Finds a browser for the tests, in the order of the least trouble.
 *
 * @returns {Promise<string | null>} the program of a Chromium or Chrome on this machine, or null
 *   where Playwright's own download takes its place
 * @throws {Failure} when there is none and none can be had
 */
export async function prepareBrowser() {
  const path = await findBrowser(process.env, process.platform, runs);
  if (path === null) await downloadBrowser();
  return path;
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform as in process.platform
 * @param {(path: string) => Promise<boolean>} works
 * @returns {Promise<string | null>} the first browser that works
 * @throws {Failure} when CHROMIUM_PATH names something that does not run
 */
export async function findBrowser(env, platform, works) {
  if (env.CHROMIUM_PATH) {
    if (await works(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Failure(
      `CHROMIUM_PATH is '${env.CHROMIUM_PATH}', which does not run. Name the program of a ` +
        'Chromium or Chrome in it, or unset it.',
    );
  }
  for (const path of candidates(env, platform)) {
    if (await works(path)) return path;
  }
  return null;
}

function candidates(env, platform) {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter(Boolean)
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function runs(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // On Windows `--version` opens a window. Elsewhere it tells a browser from Ubuntu's
  // chromium-browser, a script that only asks to install a snap.
  if (process.platform === 'win32') return true;
  return (await run(path, ['--version'], { quiet: true })).code === 0;
}

async function downloadBrowser() {
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  console.log('No Chromium or Chrome here: Playwright downloads one …');
  await mustRun(process.execPath, [playwright, 'install', 'chromium'], REMEDY, { quiet: true });
  const open = "require('@playwright/test').chromium.launch().then((browser) => browser.close())";
  await mustRun(
    process.execPath,
    ['-e', open],
    "Playwright's browser is here but does not start. It may lack libraries of the system: " +
      'sudo npx playwright install-deps chromium. Then run the same command again.',
    { quiet: true },
  );
}
