import { picturesOf } from '../../pictures/folder.js';

/**
 * Sorts files by the folder that each lies in directly: its name is that of the class.
 *
 * @param {{name: string, file: File}[]} files with their paths
 * @returns {{folders: {name: string, files: File[]}[], loose: File[], leftOut: number}} `loose`
 *   lie in no folder; `leftOut` tells how many are no pictures
 */
export function sortIn(files) {
  const pictures = picturesOf(files);
  const folders = new Map();
  const loose = [];
  for (const { name, file } of pictures) {
    const folder = name.split('/').at(-2);
    if (folder === undefined) loose.push(file);
    else if (folders.has(folder)) folders.get(folder).push(file);
    else folders.set(folder, [file]);
  }
  return {
    folders: [...folders].map(([name, own]) => ({ name, files: own })),
    loose,
    leftOut: files.length - pictures.length,
  };
}
