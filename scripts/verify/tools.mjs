import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installPackages } from '../setup/packages.mjs';
import { ROOT } from '../setup/run.mjs';

const FOLDER = join(ROOT, 'tests', 'verify', 'tools');

/** Installs what only these proofs need; `npm ci` of the page stays small. */
export const installTools = () => installPackages(FOLDER);

/**
 * @param {string} name of a package among the tools
 * @returns {string} the path of its module, or of a file in it
 */
export const resolveTool = (name) => createRequire(join(FOLDER, 'package.json')).resolve(name);
