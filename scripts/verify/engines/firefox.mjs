import { pathToFileURL } from 'node:url';
import { resolveTool } from '../tools.mjs';
import { findProgram } from './find.mjs';

export const name = 'Firefox';

/** @returns {string | null} what is missing on this machine, in words */
export const missing = () => (program() ? null : 'no firefox-esr and no firefox on this machine');

const program = () => findProgram(['firefox-esr', 'firefox']);

/**
 * Starts Firefox, driven by WebDriver BiDi.
 *
 * @returns {Promise<import('../visit.mjs').Session>}
 */
export async function open() {
  const puppeteer = await import(pathToFileURL(resolveTool('puppeteer-core')));
  const browser = await (puppeteer.default ?? puppeteer).launch({
    browser: 'firefox',
    executablePath: program(),
    headless: true,
  });
  const page = await browser.newPage();
  return {
    version: (await browser.version()).replace(/^\D+/, ''),
    goto: (address) => page.goto(address),
    evaluate: (work, input) => page.evaluate(work, input),
    async choose(selector, path) {
      const input = await page.$(selector);
      await input.uploadFile(path);
    },
    close: () => browser.close(),
  };
}
