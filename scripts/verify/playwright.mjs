import { join } from 'node:path';
import { ROOT, run } from '../setup/run.mjs';

/**
 * Runs one file of tests/verify/ in Chromium.
 *
 * @param {string} file
 * @param {{folder: string, browser: string | null}} context the folder is where it leaves its results
 * @returns {Promise<number>} exit code
 */
export async function runTests(file, { folder, browser }) {
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = join(ROOT, 'tests', 'verify', 'playwright.config.js');
  const { code } = await run(process.execPath, [playwright, 'test', '--config', config, file], {
    env: { KILAS_VERIFY: folder, ...(browser && { CHROMIUM_PATH: browser }) },
  });
  return code;
}
