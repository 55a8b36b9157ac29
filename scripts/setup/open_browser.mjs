import { prepareBrowser } from './browser.mjs';

/**
 * Starts the browser that the tests use, too, without a window.
 *
 * @param {import('@playwright/test').LaunchOptions} [options]
 * @returns {Promise<import('@playwright/test').Browser>}
 * @throws {Failure} when there is none and none can be had
 */
export async function openBrowser(options) {
  const executablePath = (await prepareBrowser()) ?? undefined;
  const { chromium } = await import('@playwright/test'); // installed by now
  // Chromium refuses its sandbox to root, who runs many containers.
  const chromiumSandbox = process.getuid?.() !== 0;
  return chromium.launch({ executablePath, chromiumSandbox, ...options });
}
