import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/run.mjs';

/**
 * Keeps what a part found, with where and when.
 *
 * @param {string} folder
 * @param {string} name of the part
 * @param {object} result
 */
export function keepResult(folder, name, result) {
  const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: ROOT });
  const found = {
    date: new Date().toISOString().slice(0, 10),
    commit: String(commit).trim(),
    machine: `${cpus().length} × ${cpus()[0].model}`,
    ...result,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(found, null, 2)}\n`);
}

/**
 * @param {string} folder
 * @param {string[]} names of the parts
 * @returns {Record<string, object | null>} by name; null for a part that was never run here
 */
export function readResults(folder, names) {
  return Object.fromEntries(names.map((name) => [name, readJson(join(folder, `${name}.json`))]));
}

/**
 * @param {string} path
 * @returns {any} null if there is no such file
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
