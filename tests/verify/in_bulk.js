import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { hooks } from '../page/hooks.js';

const AT_ONCE = 100;

/**
 * Gives files to the page's file input, one after the other, as a visitor would. The files travel
 * to the browser in bulk: a round trip for each would take longer than its answer.
 *
 * @param {import('@playwright/test').Page} page that is ready
 * @param {{file: string}[]} references paths of pictures, with different names
 * @returns {Promise<{probabilities?: Record<string, number>}[]>} by class, best first; nothing for
 *   a picture that the page could not read
 */
export async function classifyAll(page, references) {
  const answers = [];
  for (let start = 0; start < references.length; start += AT_ONCE) {
    const files = references.slice(start, start + AT_ONCE).map(({ file }) => ({
      name: basename(file),
      base64: readFileSync(file).toString('base64'),
    }));
    answers.push(...(await page.evaluate(classifyInPage, { files, hooks })));
  }
  return answers;
}

/**
 * Runs inside the page, so it may use nothing from outside.
 *
 * @param {{files: {name: string, base64: string}[], hooks: Record<string, string>}} input
 * @returns {Promise<{probabilities?: Record<string, number>}[]>} as `classifyAll`
 */
export async function classifyInPage({ files, hooks }) {
  const box = document.querySelector(hooks.answer);
  const input = document.querySelector(hooks.input);

  function answerTo(name) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const { file, state } = box.dataset;
        if (file !== name || state === 'busy') return;
        observer.disconnect();
        const rows = [...box.querySelectorAll(hooks.prediction)].map(({ dataset }) => [
          dataset.class,
          Number(dataset.probability),
        ]);
        resolve(state === 'failed' ? {} : { probabilities: Object.fromEntries(rows) });
      });
      observer.observe(box, { attributes: true });
    });
  }

  const answers = [];
  for (const { name, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name));
    input.files = transfer.files;
    const answer = answerTo(name);
    input.dispatchEvent(new Event('change'));
    answers.push(await answer);
  }
  return answers;
}
