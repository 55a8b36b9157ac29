import { test as base, expect } from '@playwright/test';
import { hooks } from './hooks.js';

export { expect, hooks };

/** The worker that computes; beside it is one that reads pictures. */
export const engineWorker = (page) =>
  page.workers().find((worker) => /\/worker-[^/]*\.js$/.test(worker.url()));

/**
 * `kilas` is the page with a hand for each thing that a visitor does. When a
 * test ends, whatever it did must have asked no other server and broken no
 * rule of the content security policy.
 *
 * The tests of a worker share one browser context, which is emptied after each,
 * and a page in it that only stands by keeps its process alive: to start both
 * for each test would be half of the work that most of them make. Tests that
 * want other options of a context, or measure what the process holds, have
 * `ownContext`.
 */
export const test = base.extend({
  ownContext: [false, { option: true }],

  standby: [
    async ({ browser }, use, { project }) => {
      const { baseURL, locale, serviceWorkers } = project.use;
      const context = await browser.newContext({ baseURL, locale, serviceWorkers });
      const page = await context.newPage();
      await page.goto('./model/index.json');
      await use(page);
      await context.close();
    },
    { scope: 'worker' },
  ],

  context: async ({ browser, standby, ownContext }, use) => {
    const context = ownContext ? await browser.newContext() : standby.context();
    await use(context);
    if (ownContext) return context.close();
    await context.clearPermissions();
    await standby.evaluate(empty);
  },

  page: async ({ context }, use) => {
    const page = await context.newPage();
    await use(page);
    await page.close();
  },

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

/** Forgets, in the page, all that its origin has kept. */
async function empty() {
  localStorage.clear();
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  for (const name of await caches.keys()) await caches.delete(name);
}

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
    await this.appears(`${hooks.status}[data-state=ready]`);
  }

  /**
   * Waits until the page has what a selector names. It looks at each frame; `expect` and locators
   * look again after half a second and more, which would be most of the time that many tests take.
   *
   * @param {string} selector CSS
   */
  appears(selector) {
    return this.page.waitForFunction((css) => document.querySelector(css), selector);
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
    const file = `[data-file=${JSON.stringify(name)}]`;
    await this.appears(`${hooks.answer}${file}:is([data-state=answered], [data-state=rejected])`);
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
