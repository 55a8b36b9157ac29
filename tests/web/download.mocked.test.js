import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { downloadModel, fetchIndex } from '../../web/src/inference/download.js';

vi.mock('../../web/src/inference/metadata.js', () => ({ checkMetadata: (metadata) => metadata }));

const METADATA = {
  input: { tensor: 'image:0', size: 32 },
  outputs: { probabilities: 'Identity:0' },
};
const FOLDER = 'http://localhost/kilas/model/tiny/';
const graph = {
  modelTopology: { node: [{ name: 'image' }, { name: 'Identity' }] },
  weightsManifest: [
    { paths: ['b.bin'], weights: [] },
    { paths: ['a.bin'], weights: [] },
  ],
};

function publish(changes = {}) {
  const files = { 'model.json': JSON.stringify(graph), 'a.bin': 'AAA', 'b.bin': 'BB' };
  const entries = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  }));
  const metadata = JSON.stringify({ ...METADATA, files: entries });
  const server = { ...files, 'metadata.json': metadata, ...changes };
  const fetch = vi.fn(async (url) => {
    const content = server[url.pathname.split('/').pop()];
    if (content instanceof Error) throw content;
    return content === undefined ? new Response('', { status: 404 }) : new Response(content);
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const download = (onProgress = () => {}) =>
  downloadModel(FOLDER, { onProgress, onMetadata: () => {} });

afterEach(() => vi.unstubAllGlobals());

test('shards are joined in the order of the manifest', async () => {
  publish();
  const { weights } = await download();
  expect(Buffer.from(weights).toString()).toBe('BBAAA');
});

test('other weights have another address, and metadata is always asked for anew', async () => {
  const fetch = publish();
  await download();
  const asked = fetch.mock.calls.map(([url, { cache }]) => [url.href.replace(FOLDER, ''), cache]);
  expect(asked).toEqual([
    ['metadata.json', 'no-cache'],
    ...['model.json', 'a.bin', 'b.bin'].map((path) => [
      expect.stringMatching(new RegExp(`^${path}\\?sha=[0-9a-f]{16}$`)),
      undefined,
    ]),
  ]);
  const [{ searchParams }] = fetch.mock.calls[2];
  expect(createHash('sha256').update('AAA').digest('hex')).toContain(searchParams.get('sha'));
});

test('progress is counted against metadata and ends at the total', async () => {
  publish();
  const progress = vi.fn();
  await download(progress);
  const total = JSON.stringify(graph).length + 5;
  expect(progress).toHaveBeenNthCalledWith(1, { loaded: 0, total });
  expect(progress).toHaveBeenLastCalledWith({ loaded: total, total });
});

test.each([
  ['a file is missing', { 'a.bin': undefined }, 'model-missing', 'a.bin'],
  ['a file is too short', { 'a.bin': 'AA' }, 'model-damaged', 'a.bin'],
  ['a file was changed', { 'a.bin': 'AAB' }, 'model-damaged', 'a.bin'],
  [
    'the network is gone',
    { 'b.bin': new TypeError('Failed to fetch') },
    'model-unreachable',
    'b.bin',
  ],
  ['metadata is no JSON', { 'metadata.json': '<!doctype html>' }, 'model-damaged', 'metadata.json'],
])('when %s, the sentence names it', async (_, changes, code, file) => {
  publish(changes);
  await expect(download()).rejects.toMatchObject({ code, values: { file } });
});

test('a shard that metadata does not list is not loaded blindly', async () => {
  publish({ 'metadata.json': JSON.stringify({ files: [] }) });
  await expect(download()).rejects.toMatchObject({
    code: 'model-damaged',
    values: { file: 'metadata.json' },
  });
});

test('without crypto.subtle, as on http://192.168.…, sizes are still checked', async () => {
  vi.stubGlobal('crypto', {});
  publish({ 'a.bin': 'AAB' });
  await expect(download()).resolves.toBeTruthy();
  publish({ 'a.bin': 'A' });
  await expect(download()).rejects.toMatchObject({ code: 'model-damaged' });
});

test('the index names the models and the default one', async () => {
  const index = { default: 'cifar10', models: ['cifar10', 'pets'] };
  publish({ 'index.json': JSON.stringify(index) });
  expect(await fetchIndex(FOLDER)).toEqual(index);
  for (const damaged of [{}, null, { default: 'food', models: ['cifar10'] }]) {
    publish({ 'index.json': JSON.stringify(damaged) });
    await expect(fetchIndex(FOLDER)).rejects.toMatchObject({ values: { file: 'index.json' } });
  }
});
