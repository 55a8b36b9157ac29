import { isAbsolute, resolve } from 'node:path';
import { packageOf } from './package_of.mjs';
import { noticesText } from './text.mjs';

/**
 * Vite plugins that write notices.txt beside the built page: who made what is really in it, after
 * unused code was dropped.
 *
 * @returns {{page: import('vite').Plugin, worker: import('vite').Plugin}} the worker is a bundle
 *   of its own and comes first, so that the page's can write down both
 */
export function notices() {
  const folders = new Set();
  const collect = (bundle, root) => {
    for (const path of bundledFiles(bundle, root)) {
      const folder = packageOf(path);
      if (folder) folders.add(folder);
    }
  };
  let root;
  const rememberRoot = (config) => {
    root = config.root;
  };
  return {
    worker: {
      name: 'collect-notices',
      configResolved: rememberRoot,
      generateBundle: (_options, bundle) => collect(bundle, root),
    },
    page: {
      name: 'write-notices',
      apply: 'build',
      configResolved: rememberRoot,
      generateBundle(_options, bundle) {
        collect(bundle, root);
        this.emitFile({ type: 'asset', fileName: 'notices.txt', source: noticesText(folders) });
      },
    },
  };
}

// Code is listed by the modules of each chunk, pictures and programs as assets.
function bundledFiles(bundle, root) {
  const paths = Object.values(bundle).flatMap((part) =>
    part.type === 'chunk' ? part.moduleIds : part.originalFileNames,
  );
  return paths.map((path) => (isAbsolute(path) ? path : resolve(root, path)));
}
