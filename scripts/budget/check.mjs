import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Weighs groups of files as a server sends them, with gzip.
 *
 * @param {string} folder dist/
 * @param {Record<string, string[]>} groups from `groupFiles`
 * @returns {Record<string, {total: number, files: Record<string, number>}>} bytes
 */
export function weigh(folder, groups) {
  const bytesOf = (path) => gzipSync(readFileSync(join(folder, path))).length;
  return Object.fromEntries(
    Object.entries(groups).map(([name, paths]) => {
      const files = Object.fromEntries(paths.map((path) => [path, bytesOf(path)]));
      return [name, { total: Object.values(files).reduce((sum, bytes) => sum + bytes, 0), files }];
    }),
  );
}

/**
 * @param {Record<string, {total: number, files: Record<string, number>}>} weights from `weigh`
 * @param {Record<string, number>} limits bytes by group
 * @returns {string[]} a sentence for each group that is too heavy, naming its largest file
 */
export function excesses(weights, limits) {
  return Object.entries(limits)
    .filter(([name, limit]) => weights[name].total > limit)
    .map(([name, limit]) => {
      const { total, files } = weights[name];
      const [file, bytes] = Object.entries(files).toSorted(([, a], [, b]) => b - a)[0];
      return (
        `'${name}' weighs ${number(total)} bytes gzipped, and its limit is ${number(limit)}; ` +
        `its largest file is ${file} with ${number(bytes)}.`
      );
    });
}

const number = (value) => value.toLocaleString('en');
