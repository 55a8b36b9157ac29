const collator = new Intl.Collator(undefined, { numeric: true }); // 2.jpg before 10.jpg

/** Compares two files, or anything with a name, as a person sorts them. */
export const byName = (a, b) => collator.compare(a.name, b.name);

/**
 * Every file of a drop or a paste, those in folders too, in the order of their names.
 *
 * @param {DataTransfer | null} transfer read before this function waits: it is emptied then
 * @returns {Promise<{name: string, file: File}[]>} a file from a folder is named by its
 *   path, as in `holiday/beach/1.jpg`
 */
export async function filesOf(transfer) {
  const parts = [...(transfer?.items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map((item) => {
      const entry = item.webkitGetAsEntry?.();
      return entry?.isDirectory ? walk(entry) : [named(item.getAsFile())];
    });
  return (await Promise.all(parts)).flat().sort(byName);
}

/**
 * @param {FileList} files of a file input
 * @returns {{name: string, file: File}[]} in the order chosen; a folder by its names
 */
export function chosenFiles(files) {
  const chosen = [...files].map(named);
  return chosen.some(isFromFolder) ? chosen.sort(byName) : chosen;
}

/**
 * A file that somebody picked is a picture until proved otherwise; of a folder, what is not one
 * (notes, indexes, what the system hides there) is left out.
 *
 * @param {{name: string, file: File}[]} files
 * @returns {{name: string, file: File}[]}
 */
export function picturesOf(files) {
  return files.filter((file) => !isFromFolder(file) || looksLikePicture(file));
}

const named = (file) => ({ name: file.webkitRelativePath || file.name, file });

const isFromFolder = ({ name }) => name.includes('/'); // no file's own name has one

function looksLikePicture({ file: { name, type } }) {
  if (name.startsWith('.')) return false;
  return type.startsWith('image/') || /\.hei[cf]$/i.test(name); // few systems know HEIC's type
}

async function walk(directory) {
  const found = [];
  for (const entry of await readAll(directory.createReader())) {
    if (entry.isDirectory) found.push(...(await walk(entry)));
    else found.push(await fileOf(entry));
  }
  return found.filter(Boolean);
}

/** A reader gives a hundred entries at a time, then none. */
async function readAll(reader) {
  const entries = [];
  for (;;) {
    // What may not be read counts as empty: the rest of the folder is worth having.
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

function fileOf(entry) {
  const name = entry.fullPath.slice(1);
  return new Promise((resolve) =>
    entry.file(
      (file) => resolve({ name, file }),
      () => resolve(null), // removed meanwhile
    ),
  );
}
