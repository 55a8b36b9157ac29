import { test as base, expect } from '@playwright/test';
import { hooks } from './hooks.js';

export { expect, hooks };

/**
 * `kilas` is the page with a hand for each thing that a visitor does. When a
 * test ends, whatever it did must have asked no other server and broken no
 * rule of the content security policy.
 */
export const test = base.extend({
  kilas: async ({ page, baseURL }, use) => {
    const strangers = [];
    const complaints = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(new URL(baseURL).origin) && !url.startsWith('blob:')) strangers.push(url);
    });
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));

    await use(new Kilas(page));

    expect(strangers, 'requests to other servers').toEqual([]);
    expect(complaints, 'policy violations and uncaught errors').toEqual([]);
  },
});

class Kilas {
  constructor(page) {
    this.page = page;
    this.answer = page.locator(hooks.answer);
    this.status = page.locator(hooks.status);
    this.backend = page.locator(hooks.backend);
    this.alert = page.getByRole('alert');
  }

  /**
   * Opens the page and waits until it can answer. One backend is forced unless
   * the test says otherwise: trying the others would only make it slow.
   */
  async open(query = '?backend=wasm') {
    await this.page.goto(`./${query}`);
    await expect(this.status).toHaveAttribute('data-state', 'ready');
  }

  /** @param {string} name @param {Buffer | string} content */
  choose(name, content) {
    return this.chooseAll({ [name]: content });
  }

  /** @param {Record<string, Buffer | string>} files content by name */
  async chooseAll(files) {
    const payloads = Object.entries(files).map(([name, content]) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content),
    }));
    await this.page.locator(hooks.input).setInputFiles(payloads);
  }

  /** Waits for the answer to one file and reads it by the hooks. */
  async answerTo(name) {
    // Not by `expect`, which looks again only after a tenth of a second.
    const file = `[data-file=${JSON.stringify(name)}]`;
    await this.page
      .locator(`${hooks.answer}${file}:is([data-state=answered], [data-state=rejected])`)
      .waitFor();
    return this.read();
  }

  /** @returns what stands on the page now */
  read() {
    return this.page.evaluate(({ answer, prediction }) => {
      const box = document.querySelector(answer);
      const rows = [...box.querySelectorAll(prediction)].map(({ dataset }) => [
        dataset.class,
        Number(dataset.probability),
      ]);
      return { ...box.dataset, rows };
    }, hooks);
  }

  /** @returns {Promise<number[]>} RGB of one pixel of what the model saw */
  seen(x, y) {
    return this.page.evaluate(
      ([left, top]) => {
        const context = document.querySelector('#seen').getContext('2d');
        return [...context.getImageData(left, top, 1, 1).data.slice(0, 3)];
      },
      [x, y],
    );
  }
}
