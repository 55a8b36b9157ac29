import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCRIPT = /\bsrc="\.\/([^"]+\.js)"/g;
const LINKED = /<link rel="(?:stylesheet|modulepreload)"[^>]* href="\.\/([^"]+)"/g;
const IMPORTED = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g; // at once, not `import()`

/**
 * Sorts the files of a built page by what a visitor waits for.
 *
 * @param {string} folder dist/
 * @param {string[]} backends such as 'wasm'
 * @returns {Record<string, string[]>} paths inside the folder: `shell` is the page before it can
 *   answer, `runtime-<backend>` what computes, `model` the one that the page begins with
 */
export function groupFiles(folder, backends) {
  const assets = readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`);
  const named = (pattern) => assets.filter((path) => pattern.test(path));
  const worker = named(/\/worker-[^/]*\.js$/);
  const groups = { shell: [...shellOf(folder), ...named(/\/prepare-worker-[^/]*\.js$/)] };
  for (const backend of backends) {
    const own = named(new RegExp(`/tfjs-backend-${backend}-[^/]*\\.js$`));
    const scripts = withImports(folder, [...worker, ...own]);
    groups[`runtime-${backend}`] =
      backend === 'wasm' ? [...scripts, ...named(/-simd-[^/]*\.wasm$/)] : scripts;
  }
  groups.model = modelOf(folder);
  return groups;
}

function shellOf(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const linked = [...html.matchAll(SCRIPT), ...html.matchAll(LINKED)].map(([, path]) => path);
  const scripts = withImports(
    folder,
    linked.filter((path) => path.endsWith('.js')),
  );
  return ['index.html', ...new Set([...linked, ...scripts])];
}

function modelOf(folder) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const home = `model/${read('model/index.json').default}`;
  const { files } = read(`${home}/metadata.json`);
  const needed = files.map(({ path }) => path).filter((path) => !path.endsWith('.tflite'));
  return ['model/index.json', `${home}/metadata.json`, ...needed.map((path) => `${home}/${path}`)];
}

/** The scripts and all that they import, which lies beside them. */
function withImports(folder, scripts) {
  const found = new Set(scripts);
  for (const script of found) {
    const beside = script.slice(0, script.lastIndexOf('/') + 1);
    const code = readFileSync(join(folder, script), 'utf8');
    for (const [, name] of code.matchAll(IMPORTED)) found.add(beside + name);
  }
  return [...found];
}
