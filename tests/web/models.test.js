import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createModels } from '../../web/src/models.js';
import { tinyModel } from './tiny-model.js';

const published = (key) => ({
  key,
  title: null,
  isOwn: false,
  isKept: false,
  read: async () => ({ metadata: { name: key, title: { en: key.toUpperCase() } } }),
  describe: async () => ({ title: { en: key.toUpperCase() } }),
});

const bundle = new Map(
  Object.entries(tinyModel()).map(([name, content]) => [name, new Blob([content])]),
);

/** A shelf in memory, or one that refuses. */
function fakeShelf(kept = new Map()) {
  return {
    list: async () => [...kept.values()].map(({ key, title }) => ({ key, title })),
    read: async (key) => kept.get(key).bundle,
    keep: async (model, files) => kept.set(model.key, { ...model, bundle: files }),
    remove: async (key) => kept.delete(key),
  };
}

function setUp({ kept, openShelf, broken = [] } = {}) {
  const shelf = fakeShelf(kept);
  const spies = { onAddress: vi.fn(), onChange: vi.fn(), onFault: vi.fn(), clearFaults: vi.fn() };
  const used = [];
  const models = createModels({
    listPublished: async () => ({ first: 'food', models: ['food', 'birds'].map(published) }),
    openShelf: openShelf ?? (async () => shelf),
    openBundle: async () => bundle,
    inUse: {
      async use(read) {
        const { metadata } = await read({ onMetadata: () => {}, onProgress: () => {} });
        if (broken.includes(metadata.name)) throw new Fault('model-damaged', { file: 'x' });
        used.push(metadata.name);
        return metadata;
      },
    },
    ...spies,
  });
  const shown = () => {
    const [list, current] = spies.onChange.mock.lastCall;
    return [list.map(({ key }) => key), current?.key];
  };
  return { models, used, shown, ...spies };
}

test('without a wish it is the default one, and the address stays as it is', async () => {
  const { models, used, onAddress, onFault } = setUp();
  await models.start(null);
  expect(used).toEqual(['food']);
  expect(onAddress).not.toHaveBeenCalled();
  expect(onFault).not.toHaveBeenCalled();
});

test('?model= is followed', async () => {
  const { models, used } = setUp();
  await models.start('birds');
  expect(used).toEqual(['birds']);
});

test('an unknown ?model= names the valid ones, and the default is used', async () => {
  const { models, used, onAddress, onFault } = setUp();
  await models.start('fish');
  expect(onAddress.mock.calls).toEqual([[null]]);
  expect(used).toEqual(['food']);
  expect(onFault.mock.calls).toMatchObject([
    [{ code: 'model-unknown', values: { model: 'fish', valid: 'food, birds' } }],
  ]);
});

test('a broken model in the address gives way to the default', async () => {
  const { models, used, onFault } = setUp({ broken: ['birds'] });
  await models.start('birds');
  expect(onFault).toHaveBeenCalledWith(expect.objectContaining({ code: 'model-damaged' }));
  expect(used).toEqual(['food']);
});

test('what went wrong is cleared when the visitor asks for a model, not before', async () => {
  const { models, clearFaults } = setUp({ broken: ['birds'] });
  await models.start('birds');
  expect(clearFaults).not.toHaveBeenCalled();
  await models.choose('food');
  expect(clearFaults).toHaveBeenCalledTimes(1);
  await models.bring([]);
  expect(clearFaults).toHaveBeenCalledTimes(2);
  await models.keep('own.pets');
  expect(clearFaults).toHaveBeenCalledTimes(3);
});

test('a choice changes the address; one that fails changes nothing', async () => {
  const { models, shown, onAddress } = setUp({ broken: ['birds'] });
  await models.start(null);
  await models.choose('birds');
  expect(onAddress).not.toHaveBeenCalled();
  expect(shown()).toEqual([['food', 'birds'], 'food']);
  await models.choose('food');
  expect(onAddress).toHaveBeenLastCalledWith('food');
});

test("a visitor's model is used, kept, found again and removed", async () => {
  const kept = new Map();
  const { models, used, shown, onAddress } = setUp({ kept });
  await models.start('birds');
  await models.bring([]);
  expect(used.at(-1)).toBe('pets');
  expect(shown()).toEqual([['food', 'birds', 'own.pets'], 'own.pets']);
  expect(onAddress).toHaveBeenLastCalledWith(null); // gone tomorrow: nothing to link to
  await models.keep('own.pets');
  expect(onAddress).toHaveBeenLastCalledWith('own.pets');

  const later = setUp({ kept });
  await later.models.start('own.pets');
  expect(later.used).toEqual(['pets']);
  await later.models.remove('own.pets');
  expect(later.shown()).toEqual([['food', 'birds'], 'food']);
  expect(kept.size).toBe(0);
});

test('a link names the model in use, unless that is the default or the own one', async () => {
  const { models } = setUp();
  await models.start(null);
  expect(models.keyForLink).toBe(null);
  await models.choose('birds');
  expect(models.keyForLink).toBe('birds');
  await models.bring([]);
  await models.keep('own.pets');
  expect(models.keyForLink).toBe(null);
});

test("a visitor's model that is damaged is refused in words for its maker", async () => {
  const { models, shown, onFault } = setUp({ broken: ['pets'] });
  await models.start(null);
  await models.bring([]);
  expect(onFault).toHaveBeenCalledWith(expect.objectContaining({ code: 'model-refused' }));
  expect(shown()).toEqual([['food', 'birds'], 'food']);
});

test('where nothing can be stored, a model works for this visit, and can be put away', async () => {
  const openShelf = async () => {
    throw new Fault('shelf-closed');
  };
  const { models, used, shown, onFault } = setUp({ openShelf });
  await models.start(null);
  await models.bring([]);
  expect(used.at(-1)).toBe('pets');
  expect(onFault).not.toHaveBeenCalled();
  await models.keep('own.pets');
  expect(onFault).toHaveBeenCalledWith(expect.objectContaining({ code: 'shelf-closed' }));
  expect(shown()).toEqual([['food', 'birds', 'own.pets'], 'own.pets']);
  await models.remove('own.pets');
  expect(shown()).toEqual([['food', 'birds'], 'food']);
});

test('storage that did not open is tried again', async () => {
  const openShelf = vi.fn(async () => fakeShelf());
  openShelf.mockRejectedValueOnce(new Fault('shelf-closed'));
  const { models, onFault, onAddress } = setUp({ openShelf });
  await models.start(null);
  await models.bring([]);
  await models.keep('own.pets');
  expect(onFault).not.toHaveBeenCalled();
  expect(onAddress).toHaveBeenLastCalledWith('own.pets');
});

test('what the published models are called is found out when somebody wants to choose', async () => {
  const { models, onChange } = setUp();
  await models.start(null);
  await models.describe();
  const [list] = onChange.mock.lastCall;
  expect(list.map(({ title }) => title.en)).toEqual(['FOOD', 'BIRDS']);
  const told = onChange.mock.calls.length;
  await models.describe();
  expect(onChange).toHaveBeenCalledTimes(told + 1); // there was nothing to find out
});
