import { Fault } from '../fault.js';
import { unzip } from './zip.js';

const BYTES_AT_MOST = 256e6; // several times what a phone's browser can run

/**
 * The files of a model that somebody brought, by their names.
 *
 * @typedef {Map<string, Blob>} Bundle
 */

/**
 * Finds the model in a zip, or among the files of a folder.
 *
 * @param {{name: string, file: File}[]} files with their paths
 * @returns {Promise<Bundle>} what lies beside the `model.json` that is nearest to the top
 * @throws {Fault} `model-none`, `model-zip` or `model-too-large`
 */
export async function openBundle(files) {
  const [{ name, file }] = files;
  const isZip = files.length === 1 && /\.zip$/i.test(name);
  const all = isZip ? await unzip(file, { isWanted: isPart, limit: BYTES_AT_MOST }) : files;
  const parts = all.filter((part) => isPart(part.name));
  const graphs = parts.filter((part) => baseOf(part.name) === 'model.json');
  if (graphs.length === 0) throw new Fault('model-none');

  const [top] = graphs.toSorted((a, b) => depthOf(a.name) - depthOf(b.name));
  const beside = parts.filter((part) => folderOf(part.name) === folderOf(top.name));
  const bytes = beside.reduce((sum, part) => sum + part.file.size, 0);
  if (bytes > BYTES_AT_MOST) {
    throw new Fault('model-too-large', { file: folderOf(top.name), limit: BYTES_AT_MOST / 1e6 });
  }
  return new Map(beside.map((part) => [baseOf(part.name), part.file]));
}

/** What macOS adds to a zip has the same names, each behind `._`. */
const isPart = (path) => /\.(json|bin)$/.test(path) && !/(^|\/)(__MACOSX\/|\._)/.test(path);

const baseOf = (path) => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path) => path.slice(0, path.lastIndexOf('/') + 1);
const depthOf = (path) => path.split('/').length;
