import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { keepModel, onlyGenuine } from '../../web/src/offline/model-cache.js';

const MODELS = 'https://kilas.test/model/';
const MODEL = `${MODELS}tiny/`;
const sha = (text) => createHash('sha256').update(text).digest('hex');

/** A Cache, as far as it is used. */
class FakeCache extends Map {
  match = async (address) => this.get(address);
  put = async (address, response) => this.set(address, await response.text());
  keys = async () => [...super.keys()].map((url) => ({ url }));
  texts = () => Object.fromEntries([...this.entries()].sort());
}

let cache;
let server;
const address = (path, text) => `${MODEL}${path}?sha=${sha(text).slice(0, 16)}`;

function publish(files, models = ['tiny']) {
  const entries = Object.entries(files);
  const metadata = { files: entries.map(([path, text]) => ({ path, sha256: sha(text) })) };
  server = {
    [`${MODELS}index.json`]: JSON.stringify({ models }),
    [`${MODEL}metadata.json`]: JSON.stringify(metadata),
    ...Object.fromEntries(entries.map(([path, text]) => [address(path, text), text])),
  };
}

const keep = () =>
  keepModel({
    models: MODELS,
    model: MODEL,
    cache,
    newest: async (url) => new Response(server[url]),
    keepFile: async (url) => {
      if (server[url] && !cache.has(url)) await cache.put(url, new Response(server[url]));
    },
  });

beforeEach(() => {
  cache = new FakeCache();
});

test('a model is kept with all its files, and the index', async () => {
  publish({ 'a.bin': 'A', 'b.bin': 'B' });
  await keep();
  expect(cache.texts()).toEqual(server);
});

test('while a file is missing, what was kept before stays as it was', async () => {
  publish({ 'a.bin': 'A', 'b.bin': 'B' });
  await keep();
  const before = cache.texts();
  publish({ 'a.bin': 'A2', 'b.bin': 'B2' });
  delete server[address('b.bin', 'B2')];
  await expect(keep()).rejects.toThrow('b.bin');
  expect(cache.texts()).toMatchObject(before);
});

test('files that no metadata names any more are forgotten, and models that no index does', async () => {
  publish({ 'a.bin': 'A' }, ['tiny', 'other']);
  await keep();
  const [other, gone] = [`${MODELS}other/metadata.json`, `${MODELS}gone/metadata.json`];
  cache.set(other, '{}').set(gone, '{}');
  publish({ 'a.bin': 'A2' }, ['tiny', 'other']);
  await keep();
  expect(cache.texts()).toEqual({ ...server, [other]: '{}' });
});

test.each([
  ['as its address says', 'A', 200, true],
  ['of a network that answers everything with a page of its own', '<html>', 200, false],
  ['with an error', 'A', 503, false],
])('a file %s', async (_, text, status, isKept) => {
  const request = new Request(address('a.bin', 'A'));
  const response = new Response(text, { status });
  expect(Boolean(await onlyGenuine.cacheWillUpdate({ request, response }))).toBe(isKept);
});
