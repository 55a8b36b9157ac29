import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { listFiles } from './list_files.mjs';

const GAP = 'self.__BUILT_FILES__';

/**
 * Vite plugin that writes service-worker.js beside the built page and tells it what was built.
 *
 * It is a bundle of its own, under a name without a hash: by that name browsers look for the next
 * version.
 *
 * @param {import('vite').Plugin} collectNotices told of the packages in it
 * @returns {import('vite').Plugin}
 */
export function serviceWorker(collectNotices) {
  let root;
  let code;
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      code = await bundle(root, collectNotices);
    },
    writeBundle: {
      order: 'post',
      sequential: true, // hashes are of the files as they are served
      async handler({ dir }) {
        const files = JSON.stringify(listFiles(resolve(dir)));
        await writeFile(
          join(dir, 'service-worker.js'),
          code.replace(GAP, () => files),
        );
      },
    },
  };
}

async function bundle(root, collectNotices) {
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [collectNotices],
    build: {
      write: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(root, 'src', 'service-worker.js'),
        output: { format: 'iife' }, // not every browser takes modules here
        checks: { pluginTimings: false },
      },
    },
  });
  return output[0].code;
}
