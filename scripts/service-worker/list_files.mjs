import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Models come and go without a build, and installed icons are the system's to keep.
const KEPT = /^(assets\/.+|index\.html|icon\.svg|manifest\.webmanifest|notices\.txt)$/;
const HASHED = /^assets\//;

/**
 * Lists the files of a built page that it needs to work offline, as Workbox wants them.
 *
 * @param {string} folder dist/
 * @returns {{url: string, revision: string | null, integrity: string}[]} relative addresses in
 *   order; `revision` is null where the name says it
 */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), path])
    .filter(([url]) => KEPT.test(url))
    .sort()
    .map(([url, path]) => {
      const hash = createHash('sha256').update(readFileSync(path)).digest('base64');
      return { url, revision: HASHED.test(url) ? null : hash, integrity: `sha256-${hash}` };
    });
}
