import { readCsv } from '../../csv.js';
import { Fault } from '../../fault.js';
import { picturesOf } from '../../pictures/folder.js';

const LIST = 'labels.csv';

/**
 * Which picture is labelled how, by a `labels.csv` among the files or else by the folders that
 * they lie in.
 *
 * @param {{name: string, file: File}[]} files with their paths
 * @returns {Promise<{source: string, pictures: {name: string, file: File, label: string}[],
 *   leftOut: number, absent: number}>} `source` names the folder, `leftOut` counts the files
 *   without a label, `absent` what the list names but nobody gave
 * @throws {Fault} `test-unlabelled`, or `test-list…` for a list that cannot be used
 */
export async function readLabels(files) {
  const lists = files.filter(({ name }) => partsOf(name).at(-1).toLowerCase() === LIST);
  lists.sort((a, b) => partsOf(a.name).length - partsOf(b.name).length);
  const found = lists.length > 0 ? await byList(lists[0], files) : byFolders(files);
  if (found.pictures.length === 0) throw new Fault('test-unlabelled');
  return found;
}

const partsOf = (path) => path.split('/');

/** A column `file` with paths beside the list, and a column `label`, as the pipeline reads it. */
async function byList(list, files) {
  const [header = [], ...rows] = readCsv(await list.file.text());
  const names = header.map((name) => name.trim().toLowerCase());
  const columns = ['file', 'label'].map((name) => names.indexOf(name));
  if (columns.includes(-1)) throw new Fault('test-list');

  const folder = partsOf(list.name).slice(0, -1);
  const byPath = new Map(files.map((file) => [file.name.normalize(), file]));
  const used = new Set([list]);
  const pictures = [];
  let absent = 0;
  for (const [index, row] of rows.entries()) {
    const [path, label] = columns.map((column) => row[column]?.trim());
    if (!path || !label) throw new Fault('test-list-line', { line: index + 2 });
    const picture = byPath.get([...folder, path].join('/').normalize());
    if (!picture) absent++;
    else {
      used.add(picture);
      pictures.push({ ...picture, label });
    }
  }
  if (pictures.length === 0) throw new Fault('test-list-absent');
  return { source: folder.join('/'), pictures, leftOut: files.length - used.size, absent };
}

/**
 * The label is the first folder in which the paths differ, however many lie around it. Of a
 * folder that is split for training, only what is meant for tests counts: the model may have
 * learned the rest by heart.
 */
function byFolders(files) {
  const visible = picturesOf(files).filter(({ name }) => !partsOf(name).some(isHidden));
  const folders = visible.map(({ name }) => partsOf(name).slice(0, -1));
  const depth = commonDepth(folders);
  const names = new Set(folders.map((folder) => folder[depth]));
  if (names.has('train') && names.has('test')) {
    const found = byFolders(visible.filter((_, i) => folders[i][depth] === 'test'));
    return { ...found, leftOut: files.length - found.pictures.length };
  }
  const isOneClass = folders.every((folder) => folder.length === depth);
  const pictures = visible
    .map((picture, i) => ({ ...picture, label: folders[i][isOneClass ? depth - 1 : depth] }))
    .filter(({ label }) => label !== undefined);
  const source = (folders[0] ?? []).slice(0, depth).join('/');
  return { source, pictures, leftOut: files.length - pictures.length, absent: 0 };
}

const isHidden = (part) => part.startsWith('.') || part.startsWith('__');

function commonDepth([first = [], ...others]) {
  let depth = 0;
  while (depth < first.length && others.every((folder) => folder[depth] === first[depth])) depth++;
  return depth;
}
