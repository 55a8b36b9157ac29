import { describe, expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import * as collections from '../../web/src/rooms/teach/collection.js';
import { createExchange } from '../../web/src/rooms/teach/exchange.js';
import { gather } from '../../web/src/rooms/teach/gather.js';
import { createHistory } from '../../web/src/rooms/teach/history.js';
import { createKeeping } from '../../web/src/rooms/teach/keeping.js';
import { learn } from '../../web/src/rooms/teach/learn.js';
import { createLearner } from '../../web/src/rooms/teach/learner.js';
import { sortIn } from '../../web/src/rooms/teach/sort-in.js';
import { makeTaught } from '../../web/src/rooms/teach/taught.js';
import { readTaughtFile, writeTaught } from '../../web/src/rooms/teach/taught-file.js';
import { createTeaching } from '../../web/src/rooms/teach/teaching.js';
import { later } from './fakes.js';

const { makeExample } = collections;
const BASE = { key: 'abc', name: 'tiny', title: { en: 'Tiny' }, weights: ['abc'] };

const example = (...values) => makeExample(Float32Array.from(values), new Blob(['small']));

const countsOf = ({ classes }) =>
  Object.fromEntries(classes.map(({ name, examples }) => [name, examples.length]));

function collectionOf(examplesByName) {
  const classes = Object.entries(examplesByName).map(([name, examples]) => ({ name, examples }));
  return collections.collectionFrom(classes);
}

const cupsAndKeys = () =>
  collectionOf({ cup: [example(1, 0), example(9, 1)], key: [example(0, 1), example(1, 8)] });

describe('a collection', () => {
  test('changes by giving another one', () => {
    const before = cupsAndKeys();
    const [cup, key] = before.classes;
    const moved = collections.moveExample(before, cup.examples[0].id, key.id);
    expect(countsOf(moved)).toEqual({ cup: 1, key: 3 });
    const less = collections.removeExample(moved, cup.examples[1].id);
    expect(collections.taughtClasses(less).map(({ name }) => name)).toEqual(['key']);
    expect(countsOf(before)).toEqual({ cup: 2, key: 2 });
  });

  test('has no two classes of one name', () => {
    const collection = cupsAndKeys();
    const [cup] = collection.classes;
    expect(() => collections.renameClass(collection, cup.id, ' KEY ')).toThrow(Fault);
    expect(countsOf(collections.renameClass(collection, cup.id, ' Cup '))).toHaveProperty('Cup');
  });

  test('finds classes by name, and those that are nameless and empty make room', () => {
    const started = collections.emptyCollection();
    const { collection, ids } = collections.classesNamed(started, ['cup', 'Cup', 'key']);
    expect(countsOf(collection)).toEqual({ cup: 0, key: 0 });
    expect(ids[0]).toBe(ids[1]);
  });

  test('takes no more than it can learn', () => {
    const many = Array.from({ length: collections.EXAMPLES_AT_MOST + 1 }, () => example(1));
    let collection = collectionOf({ cup: [] });
    const [{ id }] = collection.classes;
    collection = collections.addExamples(collection, id, many);
    expect(collections.roomIn(collection, id)).toBe(0);
    expect(countsOf(collection).cup).toBe(collections.EXAMPLES_AT_MOST);
    const fill = () => {
      for (;;) collection = collections.addClass(collection);
    };
    expect(fill).toThrow('teach-classes');
  });
});

test('what was before comes back, step by step', () => {
  const history = createHistory('a');
  history.change('b');
  history.change('c');
  history.undo();
  expect(history.state).toBe('b');
  history.undo();
  history.undo();
  expect(history).toMatchObject({ state: 'a', canUndo: false });
});

test('files are sorted by the folder that they lie in', () => {
  const file = (name, type = 'image/png') => ({ name, file: new File(['x'], name, { type }) });
  const { folders, loose, leftOut } = sortIn([
    file('things/train/cup/1.png'),
    file('things/test/cup/2.png'),
    file('things/train/key/1.png'),
    file('things/readme.txt', 'text/plain'),
    file('alone.png'),
  ]);
  expect(folders.map(({ name, files }) => [name, files.length])).toEqual([
    ['cup', 2],
    ['key', 1],
  ]);
  expect(loose).toHaveLength(1);
  expect(leftOut).toBe(1);
});

describe('files', () => {
  const options = (embed, signal = new AbortController().signal) => ({
    embed,
    shrink: async () => new Blob(),
    onDone: vi.fn(),
    signal,
  });

  test('one that cannot be read keeps none from being looked at', async () => {
    const embed = async (file) => {
      if (file === 'text') throw new Fault('picture-text');
      return Float32Array.of(1);
    };
    const found = await gather(['a', 'text', 'b'], options(embed));
    expect(found).toMatchObject({ unread: 1, fault: { code: 'picture-text' } });
    expect(found.examples).toHaveLength(2);
  });

  test('what was looked at before a stop is there', async () => {
    const stop = new AbortController();
    const embed = async () => {
      stop.abort();
      return Float32Array.of(1);
    };
    expect((await gather(['a', 'b'], options(embed, stop.signal))).examples).toHaveLength(1);
  });

  test('a model that fails is no fault of the file', async () => {
    const embed = async () => {
      throw new Fault('backend-none');
    };
    await expect(gather(['a'], options(embed))).rejects.toMatchObject({ code: 'backend-none' });
  });
});

test('a newer wish to learn ends the older one', async () => {
  const workers = [];
  const startWorker = () => {
    const worker = { asked: [], postMessage: (examples) => worker.asked.push(examples) };
    worker.terminate = vi.fn();
    workers.push(worker);
    return worker;
  };
  const learner = createLearner(startWorker);
  const old = learner.learn('old');
  const next = learner.learn('new');
  expect(await old).toBeNull();
  expect(workers[0].terminate).toHaveBeenCalled();
  workers[1].onmessage({ data: 'learned' });
  expect(await next).toBe('learned');
  learner.learn('another');
  expect(workers).toHaveLength(2); // one that rests is asked again
});

function createTeachingHere() {
  const onTaught = vi.fn();
  const teaching = createTeaching({
    learner: { learn: async (examples) => learn(examples), stop() {} },
    nameAll: (classes) => classes,
    onChange: vi.fn(),
    onTaught,
    onFault: vi.fn(),
  });
  teaching.showBase(BASE);
  return { teaching, onTaught };
}

describe('teaching', () => {
  test('two classes are learned and answered, one is not', async () => {
    const { teaching } = createTeachingHere();
    teaching.change(cupsAndKeys());
    const taught = await teaching.settled();
    const { predictions, rejected } = taught.answer(Float32Array.of(1, 0.05));
    expect(predictions[0].name).toBe('cup');
    expect(rejected).toBe(false);
    teaching.change(collectionOf({ cup: [example(1)] }));
    expect(await teaching.settled()).toBeNull();
    teaching.undo();
    expect(await teaching.settled()).not.toBeNull();
  });

  test('each model has classes of its own', async () => {
    const { teaching } = createTeachingHere();
    teaching.change(cupsAndKeys());
    teaching.showBase({ ...BASE, key: 'other' });
    expect(await teaching.settled()).toBeNull();
    expect(countsOf(teaching.collection)).toEqual({ '': 0 });
    teaching.showBase(BASE);
    expect(countsOf(teaching.collection)).toEqual({ cup: 2, key: 2 });
  });

  test('classes of an earlier visit do not take the place of new ones', () => {
    const { teaching } = createTeachingHere();
    teaching.change(cupsAndKeys());
    teaching.restore(BASE.key, [{ name: 'old', examples: [] }]);
    expect(countsOf(teaching.collection)).toEqual({ cup: 2, key: 2 });
  });
});

describe('a file', () => {
  async function write(edit = () => {}) {
    const { classes } = cupsAndKeys();
    const learned = learn({
      embeddings: classes.flatMap(({ examples }) => examples.map(({ embedding }) => embedding)),
      labels: [0, 0, 1, 1],
      takes: [null, null, null, null],
    });
    const file = await writeTaught(BASE, classes, makeTaught(classes, learned));
    const content = JSON.parse(await file.text());
    edit(content);
    return new File([JSON.stringify(content)], 'mine.json');
  }

  test('holds what is needed to learn the same anew', async () => {
    const { classes, isEarlier } = await readTaughtFile(await write(), BASE);
    expect(isEarlier).toBe(false);
    expect(classes.map(({ name }) => name)).toEqual(['cup', 'key']);
    const [first] = classes[0].examples;
    expect([...first.embedding]).toEqual([1, 0]);
    expect(first.take).toBeNull();
    expect(await first.picture.text()).toBe('small');
  });

  test.each([
    ['of another version', (content) => (content.format = 2), 'format'],
    ['without classes', (content) => delete content.classes, 'undefined'],
    ['with a class without a name', (content) => (content.classes[0].name = ''), 'name'],
    ['with a broken embedding', (content) => (content.classes[0].examples[0].embedding = '?'), ''],
    [
      'with embeddings that differ',
      (c) => (c.classes[0].examples[0].embedding = 'AAAAAA=='),
      'emb',
    ],
  ])('%s is refused', async (_, edit, reason) => {
    await expect(readTaughtFile(await write(edit), BASE)).rejects.toMatchObject({
      code: 'teach-file',
      values: { file: 'mine.json', reason: expect.stringContaining(reason) },
    });
  });

  test('that was still being read when another model took over changes nothing', async () => {
    const change = vi.fn();
    const onFault = vi.fn();
    const exchange = createExchange({ base: () => BASE, change, onFault });
    const opening = exchange.open(await write());
    exchange.stop();
    await opening;
    expect(change).not.toHaveBeenCalled();
    expect(onFault).not.toHaveBeenCalled();
    await exchange.open(await write());
    expect(change).toHaveBeenCalledOnce();
  });

  test('for other weights of the same model has to be looked at again', async () => {
    const { isEarlier } = await readTaughtFile(await write(), { ...BASE, key: 'def' });
    expect(isEarlier).toBe(true);
  });

  test('for another model is refused by its name', async () => {
    const other = { ...BASE, key: 'def', name: 'zoo' };
    await expect(readTaughtFile(await write(), other)).rejects.toMatchObject({
      code: 'teach-other-model',
      values: { model: 'tiny' },
    });
  });

  test('that is no JSON is refused', async () => {
    await expect(readTaughtFile(new File(['{'], 'a.json'), BASE)).rejects.toThrow('teach-file');
  });
});

describe('keeping', () => {
  function create(store) {
    const { teaching } = createTeachingHere();
    const onKept = vi.fn();
    const onFault = vi.fn();
    const options = { teaching, base: () => BASE, onKept, onFault, open: async () => store };
    return { keeping: createKeeping(options), teaching, onKept, onFault };
  }

  test('writes each change once it is wanted, and not before', async () => {
    const store = { write: vi.fn(async () => {}), remove: vi.fn(async () => {}) };
    const { keeping, teaching } = create(store);
    keeping.changed();
    await keeping.keep(true);
    teaching.change(cupsAndKeys());
    keeping.changed();
    await keeping.keep(false);
    expect(store.write.mock.calls.at(-1)[1]).toHaveLength(2);
    expect(store.remove).toHaveBeenCalledWith(BASE.key);
    keeping.changed();
    expect(store.write.mock.calls.length).toBeLessThanOrEqual(2);
  });

  test('that fails is told, and the classes stay', async () => {
    const store = { write: vi.fn().mockRejectedValue(new Fault('teach-store-full')) };
    const { keeping, teaching, onKept, onFault } = create(store);
    teaching.change(cupsAndKeys());
    await keeping.keep(true);
    expect(onFault.mock.calls[0][0].code).toBe('teach-store-full');
    expect(onKept).toHaveBeenLastCalledWith(false);
    expect(countsOf(teaching.collection)).toEqual({ cup: 2, key: 2 });
  });

  test('brings back what was kept for the model that is in use by then', async () => {
    const reading = later();
    const { keeping, teaching, onKept } = create({ read: () => reading.promise });
    const restored = keeping.restore();
    reading.resolve([{ name: 'cup', examples: [example(1)] }]);
    await restored;
    expect(countsOf(teaching.collection)).toEqual({ cup: 1 });
    expect(onKept).toHaveBeenLastCalledWith(true);
  });
});
