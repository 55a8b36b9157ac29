import { join } from 'node:path';
import { mustRun, ROOT } from './run.mjs';

/** The arguments that make Node build the page into dist/. */
export const VITE_BUILD = [
  join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
  'build',
  '--logLevel',
  'warn',
];

/** Builds the page into dist/. */
export async function build() {
  console.log('Building the page …');
  await mustRun(process.execPath, VITE_BUILD, 'The page could not be built from web/.');
}
