import { expect, test, vi } from 'vitest';
import { createIntake } from '../../web/src/intake.js';
import { chosenFiles, filesOf, picturesOf } from '../../web/src/pictures/folder.js';

const file = (name, type = 'image/png', path = '') => ({ name, type, webkitRelativePath: path });
const picture = (name) => ({ name, file: file(name) });
const names = (files) => files.map(({ name }) => name);

function entry(path, children) {
  const shared = { isDirectory: Boolean(children), fullPath: `/${path}` };
  if (!children) return { ...shared, file: (done) => done(file(path.split('/').at(-1))) };
  const rest = [...children];
  // As browsers do: some at a time, then none.
  const readEntries = (done) => done(rest.splice(0, 2));
  return { ...shared, createReader: () => ({ readEntries }) };
}

const item = (content) => ({
  kind: 'file',
  webkitGetAsEntry: () => (content.fullPath ? content : null),
  getAsFile: () => content,
});

test('of a drop come all files, those in folders with their paths, sorted by name', async () => {
  const folder = entry('pets', [
    entry('pets/10.png'),
    entry('pets/2.png'),
    entry('pets/more', [entry('pets/more/1.png')]),
  ]);
  const text = { kind: 'string', getAsFile: () => null };
  const files = await filesOf({ items: [item(folder), text, item(file('lion.png'))] });
  expect(names(files)).toEqual(['lion.png', 'pets/2.png', 'pets/10.png', 'pets/more/1.png']);
  expect(files[1].file.name).toBe('2.png');
});

test('a part of a folder that may not be read is passed over', async () => {
  const secret = {
    ...entry('pets/secret', []),
    createReader: () => ({ readEntries: (_, fail) => fail(new Error('denied')) }),
  };
  const gone = { ...entry('pets/gone.png'), file: (_, fail) => fail(new Error('gone')) };
  const folder = entry('pets', [secret, gone, entry('pets/1.png')]);
  expect(names(await filesOf({ items: [item(folder)] }))).toEqual(['pets/1.png']);
});

test('nothing dropped is no file', async () => {
  expect(await filesOf(null)).toEqual([]);
  expect(await filesOf({ items: [] })).toEqual([]);
});

test('chosen files keep their order, a chosen folder is sorted', () => {
  expect(names(chosenFiles([file('b.png'), file('a.png')]))).toEqual(['b.png', 'a.png']);
  const folder = [file('b.png', 'image/png', 'pets/b.png'), file('a.png', '', 'pets/a.png')];
  expect(names(chosenFiles(folder))).toEqual(['pets/a.png', 'pets/b.png']);
});

test('of a folder only pictures are taken, of picked files everything', () => {
  const inFolder = ({ name, ...rest }) => ({ name: `pets/${name}`, file: { name, ...rest } });
  const files = [
    inFolder(file('cat.png')),
    inFolder(file('phone.HEIC', '')),
    inFolder(file('.hidden.png')),
    inFolder(file('notes.txt', 'text/plain')),
    inFolder(file('Thumbs.db', '')),
    { name: 'notes.txt', file: file('notes.txt', 'text/plain') },
  ];
  expect(names(picturesOf(files))).toEqual(['pets/cat.png', 'pets/phone.HEIC', 'notes.txt']);
});

function setUp(openBatch) {
  const batch = { isOpen: false, add: vi.fn(), leave: vi.fn() };
  const look = vi.fn();
  const onFault = vi.fn();
  const open = vi.fn(openBatch ?? (async () => batch));
  return { batch, look, onFault, open, intake: createIntake({ look, openBatch: open, onFault }) };
}

test('one picture is looked at, and the list is not even loaded', async () => {
  const { intake, look, open } = setUp();
  await intake.take([picture('a')]);
  expect(look).toHaveBeenCalledWith(picture('a'));
  expect(open).not.toHaveBeenCalled();
});

test('several open the list, once; a single one joins it while it is open', async () => {
  const { intake, look, open, batch } = setUp();
  await Promise.all([
    intake.take([picture('a'), picture('b')]),
    intake.take([picture('c'), picture('d')]),
  ]);
  batch.isOpen = true;
  await intake.take([picture('e')]);
  batch.isOpen = false; // cleared
  await intake.take([picture('f')]);
  expect(open).toHaveBeenCalledOnce();
  expect(batch.add.mock.calls.map(([added]) => names(added).join())).toEqual(['a,b', 'c,d', 'e']);
  expect(names(look.mock.calls.flat())).toEqual(['f']);
});

test('a folder without a picture gets a sentence', async () => {
  const { intake, onFault } = setUp();
  await intake.take([{ name: 'notes/a.txt', file: file('a.txt', 'text/plain') }]);
  expect(onFault.mock.calls[0][0].code).toBe('folder-empty');
});

test('a list that does not load is tried again the next time', async () => {
  const batch = { isOpen: true, add: vi.fn() };
  const answers = [Promise.reject(new Error('offline')), batch];
  const { intake, onFault } = setUp(async () => answers.shift());
  const two = [picture('a'), picture('b')];
  await intake.take(two);
  expect(onFault.mock.calls[0][0].values.reason).toBe('offline');
  await intake.take(two);
  expect(batch.add).toHaveBeenCalledWith(two, 0);
});
