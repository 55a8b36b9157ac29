import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from './kilas.js';
import { DIST, serve } from './server.mjs';

/**
 * `site` is a copy of the built page on a server of its own, which a test can
 * change and switch off. Service workers are allowed here.
 */
export const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names in it
  site: async ({}, use, testInfo) => {
    const site = new Site(testInfo.outputPath('site'));
    await site.start();
    await use(site);
    await site.stop();
    rmSync(site.folder, { recursive: true });
  },
  baseURL: async ({ site }, use) => use(site.address),
});
test.use({ serviceWorkers: 'allow', ownContext: true });

class Site {
  #server;
  #port = 0; // any, then always the same

  constructor(folder) {
    this.folder = folder;
    cpSync(DIST, folder, { recursive: true });
  }

  get address() {
    return `http://localhost:${this.#port}/kilas/`;
  }

  async start() {
    this.#server = serve(this.folder, this.#port);
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }

  async stop() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Publishes a version of the page whose root element says which one it is. */
  publishVersion(version) {
    this.#rewrite('service-worker.js', (text) => {
      const before = this.#hash('index.html', 'base64');
      this.#rewrite('index.html', (html) =>
        html.replace('<html', `<html data-version="${version}"`),
      );
      return text.replaceAll(before, this.#hash('index.html', 'base64'));
    });
  }

  /** Publishes another graph (only in its spaces) and metadata that names it, as `changes` say. */
  publishModel(changes) {
    this.#rewrite('model/cifar10/model.json', (text) => `${text}\n`);
    this.#rewrite('model/cifar10/metadata.json', (text) => {
      const metadata = { ...JSON.parse(text), ...changes };
      const graph = metadata.files.find(({ path }) => path === 'model.json');
      graph.bytes += 1;
      graph.sha256 = this.#hash('model/cifar10/model.json', 'hex');
      return JSON.stringify(metadata);
    });
  }

  #rewrite(path, change) {
    const file = join(this.folder, path);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  #hash(path, encoding) {
    return createHash('sha256')
      .update(readFileSync(join(this.folder, path)))
      .digest(encoding);
  }
}
