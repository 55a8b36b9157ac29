import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../setup/run.mjs';

const DIST = join(ROOT, 'dist');

/**
 * Who answers: ours as published, and each peer.
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} folder of its built page
 * @property {string} input selector of the page's file input
 * @property {string} answered selector that is there when the page has answered
 * @property {string} worker its script, inside the folder
 * @property {string} [preparer] ours alone: the worker that reads pictures
 * @property {WorkerOptions} options how the page starts them
 * @property {object} files what its task `load` wants, as paths inside the folder
 *
 * @param {Record<string, {folder: string}>} peers from `preparePeers`
 * @param {string} model name of ours
 * @returns {Engine[]} ours first
 */
export function listEngines(peers, model) {
  const ours = {
    name: 'kilas',
    folder: DIST,
    input: '[data-testid=picture-input]',
    answered: '[data-testid=answer]:is([data-state=answered], [data-state=rejected])',
    worker: workerIn(DIST),
    preparer: workerIn(DIST, 'prepare-worker'),
    options: { type: 'module' },
    files: Object.fromEntries(
      [
        ['metadata', 'metadata.json'],
        ['graph', 'model.json'],
        ['weights', 'weights.bin'],
      ].map(([part, file]) => [part, `model/${model}/${file}`]),
    ),
  };
  const others = Object.entries(peers).map(([name, { folder }]) => ({
    name,
    folder,
    input: 'input',
    answered: '#answer:not(:empty)',
    worker: workerIn(folder),
    options: {},
    files: { model: 'model' },
  }));
  return [ours, ...others];
}

/** @returns {Record<string, string>} the folder of each, as `serveSites` wants them */
export const foldersOf = (engines) =>
  Object.fromEntries(engines.map(({ name, folder }) => [name, folder]));

/** @returns {object} metadata.json of a model under web/model/ */
export const readMetadata = (model) =>
  JSON.parse(readFileSync(join(ROOT, 'web', 'model', model, 'metadata.json'), 'utf8'));

function workerIn(folder, name = 'worker') {
  const pattern = new RegExp(`^${name}-.*\\.js$`);
  return `assets/${readdirSync(join(folder, 'assets')).find((file) => pattern.test(file))}`;
}
