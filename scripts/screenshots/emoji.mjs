import { join } from 'node:path';
import { ROOT } from '../setup/run.mjs';

const FOLDER = join(ROOT, 'node_modules', '@lobehub', 'fluent-emoji-3d', 'assets');

/** @param {string} code as in Unicode, in hexadecimal @returns {string} path of its picture */
export const emoji = (code) => join(FOLDER, `${code}.webp`);
