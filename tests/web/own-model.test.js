import { randomBytes } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { openBundle } from '../../web/src/models/bundle.js';
import { readOwn, refusal } from '../../web/src/models/own.js';
import { looksLikeModel } from '../../web/src/models/recognise.js';
import { unzip } from '../../web/src/models/zip.js';
import { tinyModel } from './tiny-model.js';

const on = { onMetadata: () => {}, onProgress: () => {} };
const bundleOf = (files) =>
  new Map(Object.entries(files).map(([name, content]) => [name, new Blob([content])]));
const read = (changes) => readOwn(bundleOf(tinyModel(changes)), on);

const zipOf = (files, name = 'pets.zip') => {
  const entries = Object.entries(files).map(([path, content]) => [path, strToU8(content)]);
  return new File([zipSync(Object.fromEntries(entries))], name);
};
const under = (folder, files) =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [folder + name, content]));
const chosen = (file) => [{ name: file.name, file }];

test('a whole model is read, and told of on the way', async () => {
  const told = { onMetadata: vi.fn(), onProgress: vi.fn() };
  const files = tinyModel();
  const { metadata, weights } = await readOwn(bundleOf(files), told);
  expect(Buffer.from(weights).toString()).toBe('AAABB');
  expect(told.onMetadata).toHaveBeenCalledWith(metadata);
  const total = files['model.json'].length + 5;
  expect(told.onProgress).toHaveBeenLastCalledWith({ loaded: total, total });
});

describe('a model that is not as it should be', () => {
  const node = (name, attr) => ({ name, op: 'Placeholder', attr });

  test.each([
    ['no metadata', { files: { 'metadata.json': undefined } }, 'model-incomplete', 'metadata.json'],
    ['a missing shard', { files: { 'b.bin': undefined } }, 'model-incomplete', 'b.bin'],
  ])('%s is missed', async (_, changes, code, file) => {
    await expect(read(changes)).rejects.toMatchObject({ code, values: { file } });
  });

  test.each([
    ['a short shard', { files: { 'a.bin': 'A' } }, 'a.bin', 'length'],
    ['a changed shard', { files: { 'a.bin': 'AAB' } }, 'a.bin', 'checksum'],
    ['a graph that is no JSON', { files: { 'model.json': '{' } }, 'model.json', 'json'],
    ['empty metadata', { files: { 'metadata.json': '' } }, 'metadata.json', 'json'],
    ['no topology', { graph: { modelTopology: null } }, 'model.json', 'incomplete'],
    ['an odd manifest', { graph: { weightsManifest: [{}] } }, 'model.json', 'incomplete'],
    [
      'a shard that is in no list',
      { graph: { weightsManifest: [{ paths: ['c.bin'], weights: [] }] } },
      'metadata.json',
      'unlisted',
    ],
    ['other tensors', { graph: { modelTopology: { node: [node('x')] } } }, 'model.json', 'tensor'],
  ])('%s is named', async (_, changes, file, code) => {
    await expect(read(changes)).rejects.toMatchObject({
      code: 'model-damaged',
      values: { file, reason: { code } },
    });
  });

  test('an input of another size is named', async () => {
    const metadata = JSON.parse(tinyModel()['metadata.json']);
    const input = { ...metadata.input, size: 2 };
    const pixels = Buffer.alloc(12).toString('base64');
    const self_check = { tolerance: 1, pictures: [{ pixels, probabilities: [1, 0] }] };
    await expect(read({ metadata: { input, self_check } })).rejects.toMatchObject({
      values: {
        reason: { code: 'input', values: { shape: '-1 × 1 × 1 × 3', wanted: '2 × 2 × 3' } },
      },
    });
  });

  test('a field that breaks the schema is named', async () => {
    await expect(read({ metadata: { threshold: 2 } })).rejects.toMatchObject({
      code: 'model-damaged',
      values: { file: 'metadata.json', reason: expect.stringContaining('threshold') },
    });
  });

  test('its maker is not told to load the page again', () => {
    const values = { file: 'a.bin', reason: { code: 'checksum' } };
    expect(refusal(new Fault('model-damaged', values))).toMatchObject({
      code: 'model-refused',
      values,
    });
    expect(refusal(new Fault('backend-none'))).toMatchObject({ code: 'model-refused' });
    expect(refusal(new Fault('model-zip'))).toMatchObject({ code: 'model-zip' });
  });
});

describe('the files of a model', () => {
  test('are found in a zip, in its folder, without what macOS adds', async () => {
    const files = {
      ...under('pets/', tinyModel()),
      ...under('__MACOSX/pets/._', tinyModel()),
      'pets/old/model.json': '{}',
      'pets/notes.txt': 'x',
    };
    const bundle = await openBundle(chosen(zipOf(files)));
    expect([...bundle.keys()].sort()).toEqual(['a.bin', 'b.bin', 'metadata.json', 'model.json']);
    expect((await readOwn(bundle, on)).metadata.name).toBe('pets');
  });

  test('are found in a folder', async () => {
    const entries = Object.entries(under('pets/', tinyModel()));
    const folder = entries.map(([name, content]) => ({ name, file: new Blob([content]) }));
    expect((await readOwn(await openBundle(folder), on)).metadata.name).toBe('pets');
  });

  test('are missed where there are none', async () => {
    const nothing = openBundle(chosen(zipOf({ 'holiday.jpg': 'x' })));
    await expect(nothing).rejects.toMatchObject({ code: 'model-none' });
  });

  test.each([
    ['breaks off', async (zip) => new File([zip.slice(0, Math.floor(zip.size / 2))], zip.name)],
    [
      'was packed in a strange way',
      async (zip) => {
        const bytes = new Uint8Array(await zip.arrayBuffer());
        bytes[8] = 99; // the method of the first file
        return new File([bytes], zip.name);
      },
    ],
  ])('are not believed when the zip %s', async (_, damage) => {
    const noise = randomBytes(1000).toString('hex');
    const zip = zipOf({ 'model.json': 'x', 'a.bin': noise });
    await expect(openBundle(chosen(await damage(zip)))).rejects.toMatchObject({
      code: 'model-zip',
      values: { file: 'pets.zip' },
    });
  });

  test('what is no zip at all holds no model', async () => {
    const text = new File(['Dear diary'], 'diary.zip');
    await expect(openBundle(chosen(text))).rejects.toMatchObject({ code: 'model-none' });
  });

  test('a zip that would burst is stopped while it grows, whatever size it announces', async () => {
    const bomb = zipSync({ 'model.json': new Uint8Array(5e6) });
    new DataView(bomb.buffer).setUint32(22, 10, true); // it says: ten bytes
    const options = { isWanted: () => true, limit: 1e5 };
    await expect(unzip(new File([bomb], 'bomb.zip'), options)).rejects.toMatchObject({
      code: 'model-too-large',
      values: { file: 'bomb.zip', limit: 0.1 },
    });
  });
});

test('a model is told from pictures by its names', () => {
  const named = (...names) => names.map((name) => ({ name }));
  expect(looksLikeModel(named('pets/cat.jpg', 'pets/model.json'))).toBe(true);
  expect(looksLikeModel(named('Pets.ZIP'))).toBe(true);
  expect(looksLikeModel(named('cat.jpg'))).toBe(false);
  expect(looksLikeModel(named('cat.jpg', 'pets.zip', 'my-model.json'))).toBe(false);
});
