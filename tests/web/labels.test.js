import { expect, test } from 'vitest';
import { readLabels } from '../../web/src/rooms/test/labels.js';

/** Files by their paths, as from a folder; `labels.csv` with its text. */
function folder(paths, list = null, place = '') {
  const files = paths.map((name) => {
    const type = /\.(jpg|png)$/.test(name) ? 'image/jpeg' : '';
    return { name, file: new File(['x'], name.split('/').at(-1), { type }) };
  });
  if (list === null) return files;
  return [...files, { name: `${place}labels.csv`, file: new File([list], 'labels.csv') }];
}

const labelsOf = ({ pictures }) => pictures.map(({ name, label }) => [name, label]);

test.each([
  ['folders side by side', ['cat/1.jpg', 'dog/2.jpg'], ['cat', 'dog'], ''],
  ['in one outer folder', ['pets/cat/1.jpg', 'pets/dog/2.jpg'], ['cat', 'dog'], 'pets'],
  ['in several', ['a/b/cat/1.jpg', 'a/b/dog/2.jpg'], ['cat', 'dog'], 'a/b'],
  ['with folders inside', ['pets/cat/in/1.jpg', 'pets/dog/2.jpg'], ['cat', 'dog'], 'pets'],
  ['one class alone', ['cat/1.jpg', 'cat/2.jpg'], ['cat', 'cat'], 'cat'],
])('the label is the folder: %s', async (_, paths, labels, source) => {
  const found = await readLabels(folder(paths));
  expect(labelsOf(found)).toEqual(paths.map((path, i) => [path, labels[i]]));
  expect(found).toMatchObject({ source, leftOut: 0, absent: 0 });
});

test('what has no label, is hidden or no picture is left out and counted', async () => {
  const found = await readLabels(
    folder(['p/1.jpg', 'p/cat/2.jpg', 'p/cat/notes.txt', 'p/.git/3.jpg', 'p/__MACOSX/4.jpg']),
  );
  expect(labelsOf(found)).toEqual([['p/cat/2.jpg', 'cat']]);
  expect(found.leftOut).toBe(4);
});

test('of a folder that is split for training only the test part counts', async () => {
  const found = await readLabels(
    folder(['p/train/cat/1.jpg', 'p/validation/cat/2.jpg', 'p/test/cat/3.jpg', 'p/test/dog/4.jpg']),
  );
  expect(labelsOf(found)).toEqual([
    ['p/test/cat/3.jpg', 'cat'],
    ['p/test/dog/4.jpg', 'dog'],
  ]);
  expect(found).toMatchObject({ source: 'p/test', leftOut: 2 });
});

test('a list beside the pictures outranks the folders', async () => {
  const list = '\ufeffLabel,File\r\ncat,1.jpg\r\nnone,more/2.jpg\r\ndog,gone.jpg\r\n';
  const found = await readLabels(
    folder(['p/1.jpg', 'p/more/2.jpg', 'p/3.jpg', 'p/more/labels.csv'], list, 'p/'),
  );
  expect(labelsOf(found)).toEqual([
    ['p/1.jpg', 'cat'],
    ['p/more/2.jpg', 'none'],
  ]);
  expect(found).toMatchObject({ source: 'p', leftOut: 2, absent: 1 });
});

test('a list and pictures that were chosen without a folder', async () => {
  const found = await readLabels(folder(['1.jpg', '2.jpg'], 'file,label\n2.jpg,cat\n'));
  expect(labelsOf(found)).toEqual([['2.jpg', 'cat']]);
});

test.each([
  ['test-unlabelled', ['1.jpg', '2.jpg'], null],
  ['test-unlabelled', ['p/notes.txt'], null],
  ['test-list', ['1.jpg'], ''],
  ['test-list', ['1.jpg'], 'file;label\n1.jpg;cat\n'],
  ['test-list-line', ['1.jpg'], 'file,label\n1.jpg,cat\n2.jpg,\n'],
  ['test-list-absent', ['1.jpg'], 'file,label\n2.jpg,cat\n'],
])('%s', async (code, paths, list) => {
  await expect(readLabels(folder(paths, list))).rejects.toMatchObject({ code });
});
