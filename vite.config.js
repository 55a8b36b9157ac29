import { cp, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { budget } from './scripts/budget/plugin.mjs';
import { packageOf } from './scripts/notices/package_of.mjs';
import { notices } from './scripts/notices/plugin.mjs';
import { serviceWorker } from './scripts/service-worker/plugin.mjs';
import { addressOf } from './web/src/inference/address.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Copies the models beside the built page under their own names: the page
 * finds them by `model/index.json`, and an unhashed address lets a model be
 * replaced without building the page again.
 */
function copyModels() {
  return {
    name: 'copy-models',
    apply: 'build',
    async writeBundle({ dir }) {
      const { models } = JSON.parse(await readFile(here('web/model/index.json'), 'utf8'));
      await cp(here('web/model/index.json'), `${dir}/model/index.json`);
      for (const name of models) {
        await cp(here(`web/model/${name}`), `${dir}/model/${name}`, {
          recursive: true,
          filter: (path) => !path.endsWith('.tflite'), // only Python reads it
        });
      }
    },
  };
}

/**
 * Removes `crossorigin` from the page's own files: it changes nothing on a
 * server, but from disk (file://) it would keep even the styles from loading,
 * and the sentence that says what to do would stand on an unstyled page.
 */
function sameOriginFiles() {
  return {
    name: 'same-origin-files',
    transformIndexHtml: { order: 'post', handler: (html) => html.replaceAll(' crossorigin', '') },
  };
}

/**
 * Lets the browser ask for the first model at once, not when the script has
 * come and then read the index and the metadata: the graph and the weights
 * behind all that shows the page. Where the address asks for another model,
 * the script ends both (views/preloads.js).
 */
function preloadModel() {
  const preload = (href, more) => ({
    tag: 'link',
    injectTo: 'head',
    attrs: { rel: 'preload', as: 'fetch', href: `./model/${href}`, crossorigin: true, ...more },
  });
  return {
    name: 'preload-model',
    transformIndexHtml: {
      order: 'post',
      async handler() {
        const read = async (path) => JSON.parse(await readFile(here(`web/model/${path}`), 'utf8'));
        const { default: name } = await read('index.json');
        const { files } = await read(`${name}/metadata.json`);
        return [
          preload('index.json'),
          preload(`${name}/metadata.json`),
          ...files.map((file) => {
            const { pathname, search } = addressOf(file, `http://localhost/${name}/`);
            return preload(pathname.slice(1) + search, { fetchpriority: 'low' });
          }),
        ];
      },
    },
  };
}

/** The service worker tells by these names which file belongs to which backend. */
function nameAfterPackage({ name, facadeModuleId }) {
  const folder = packageOf(facadeModuleId ?? '');
  return `assets/${folder ? basename(folder) : name}-[hash].js`;
}

const writeNotices = notices();

const TESTS = 'tests/{web,scripts}/**/*.test.js';
/** Those that put something else in a module's place, which no other file may meet. */
const MOCKED_TESTS = 'tests/{web,scripts}/**/*.mocked.test.js';

export default defineConfig({
  root: here('web'),
  base: './', // works under any path
  plugins: [
    copyModels(),
    sameOriginFiles(),
    preloadModel(),
    serviceWorker(writeNotices.worker),
    writeNotices.page,
    budget(),
  ],
  worker: {
    format: 'es',
    plugins: () => [writeNotices.worker],
    rolldownOptions: { output: { chunkFileNames: nameAfterPackage } },
  },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // the content security policy allows no data: pictures
    chunkSizeWarningLimit: 1500, // TensorFlow.js, loaded in the worker only
    rolldownOptions: { checks: { pluginTimings: false } }, // bundling the worker takes its seconds
  },
  test: {
    root: here('.'),
    pool: 'threads', // a process for each file takes a fifth longer
    projects: [
      // TensorFlow.js is loaded once for all files, not once for each.
      { test: { name: 'shared', isolate: false, include: [TESTS], exclude: [MOCKED_TESTS] } },
      { test: { name: 'mocked', include: [MOCKED_TESTS] } },
    ],
  },
});
