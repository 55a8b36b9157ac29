import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, ROOT } from './run.mjs';

const REMEDY =
  'The packages come from the npm registry. If this machine has no internet connection, connect ' +
  'it; behind a proxy, set HTTPS_PROXY. Then run the same command again.';

// Two more tries within a dozen seconds; npm's own pace takes over a minute to say 'no network'.
const FAIL_SOON = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=10000'];

/**
 * Runs `npm ci`, unless node_modules already holds what package-lock.json asks for.
 *
 * @param {string} [folder] of the package
 */
export async function installPackages(folder = ROOT) {
  const wanted = readLock(join(folder, 'package-lock.json'));
  const installed = readLock(join(folder, 'node_modules', '.package-lock.json'));
  if (holds(wanted, installed, process)) return;
  console.log('Installing the npm packages (npm ci) …');
  const [program, ...args] = npm();
  await mustRun(
    program,
    [
      ...args,
      'ci',
      '--prefix',
      folder,
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      ...FAIL_SOON,
    ],
    REMEDY,
    // Found through PATH, npm is a script on Windows; our arguments hold nothing to escape.
    { shell: program === 'npm' && process.platform === 'win32' },
  );
}

/**
 * Compares package-lock.json with the copy that npm leaves in node_modules when it is done.
 *
 * @param {object | null} wanted the content of package-lock.json
 * @param {object | null} installed the content of node_modules/.package-lock.json
 * @param {{platform: string, arch: string}} machine
 * @returns {boolean} whether every package that this machine needs is there in its version
 */
export function holds(wanted, installed, machine) {
  if (!wanted || !installed) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed.packages[path];
    if (there) return isSame(there, entry);
    return entry.optional === true && !isFor(entry, machine);
  });
}

// A lock file need not hold checksums; what npm installed always has one.
function isSame(there, entry) {
  const { version, integrity = there.integrity } = entry;
  return there.version === version && there.integrity === integrity;
}

// Optional packages are programs built for one system. Those that depend on the C library
// (`libc`) are npm's to choose.
function isFor({ os, cpu, libc }, { platform, arch }) {
  if (!os && !cpu) return false;
  const fits = (list, value) => !list || list.includes(value);
  return !libc && fits(os, platform) && fits(cpu, arch);
}

function npm() {
  const path = process.env.npm_execpath;
  return path?.endsWith('.js') ? [process.execPath, path] : ['npm'];
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
