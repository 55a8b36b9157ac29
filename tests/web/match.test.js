import { beforeEach, expect, test, vi } from 'vitest';
import { matchPictures } from '../../web/src/rooms/test/match.js';
import { METADATA } from './fakes.js';

const stored = new Map();
const labelled = (...labels) => labels.map((label, i) => ({ name: `${i}`, file: i, label }));
const truths = ({ pictures }) => pictures.map(({ truth }) => truth);

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => stored.set(key, value),
  });
});

const match = (pictures, ask, isAsking = false, model = METADATA) =>
  matchPictures(pictures, model, { isAsking, ask });

test('nothing is asked when every name is a class or none of them', async () => {
  const ask = vi.fn();
  const found = await match(labelled('dog', 'Kucing', 'none'), ask);
  expect(truths(found)).toEqual([1, 0, -1]);
  expect(found).toMatchObject({ omitted: 0, hasNames: false });
  expect(ask).not.toHaveBeenCalled();
});

test('a foreign name is asked for once, then remembered for this model', async () => {
  const pictures = labelled('puppy', 'cat', 'Puppy', 'tree', 'misc');
  const ask = vi.fn(async () => ['class:dog', 'none', 'omit']);
  const found = await match(pictures, ask);
  expect(ask.mock.calls[0][0]).toEqual([
    { label: 'puppy', count: 2, choice: 'omit' },
    { label: 'tree', count: 1, choice: 'omit' },
    { label: 'misc', count: 1, choice: 'omit' },
  ]);
  expect(truths(found)).toEqual([1, 0, 1, -1]);
  expect(found).toMatchObject({ omitted: 1, hasNames: true });

  expect(truths(await match(pictures, ask))).toEqual([1, 0, 1, -1]);
  expect(ask).toHaveBeenCalledOnce();
  await match(pictures, ask, false, { ...METADATA, name: 'other' });
  expect(ask).toHaveBeenCalledTimes(2);
});

test('what was said can be said anew', async () => {
  await match(labelled('puppy'), async () => ['class:dog']);
  const ask = vi.fn(async () => ['none']);
  expect(truths(await match(labelled('puppy'), ask, true))).toEqual([-1]);
  expect(ask.mock.calls[0][0]).toEqual([{ label: 'puppy', count: 1, choice: 'class:dog' }]);
});

test('who closes the dialog tests nothing, and nothing is remembered', async () => {
  expect(await match(labelled('puppy'), async () => null)).toBeNull();
  expect(stored.size).toBe(0);
});

test('a browser that stores nothing still tests', async () => {
  vi.stubGlobal('localStorage', undefined);
  expect(truths(await match(labelled('puppy'), async () => ['class:dog']))).toEqual([1]);
});

test.each(['{', 'null', '"x"', '{"tiny":null}'])('a damaged memory (%s) is none', async (text) => {
  stored.set('kilas.test.names', text);
  expect(truths(await match(labelled('puppy'), async () => ['class:dog']))).toEqual([1]);
});
