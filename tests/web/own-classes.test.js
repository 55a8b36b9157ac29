import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createLanguage } from '../../web/src/language.js';
import { learn } from '../../web/src/rooms/teach/learn.js';
import { createOwnClasses } from '../../web/src/rooms/teach/own-classes.js';
import { createTrying } from '../../web/src/rooms/teach/trying.js';
import { createSubjects } from '../../web/src/rooms/test/subject.js';
import { later, METADATA } from './fakes.js';

const modelOf = (sha256, { name = 'tiny', outputs = { embedding: 'embedding' } } = {}) => ({
  ...METADATA,
  name,
  title: { en: 'Tiny' },
  outputs,
  files: [{ path: 'weights.bin', bytes: 1, sha256 }],
});
const MODEL = modelOf('abc');

/** Their pictures are what the model finds in them; a new version finds it the other way round. */
const examplesOf = (...embeddings) =>
  embeddings.map((embedding) => ({
    embedding: Float32Array.from(embedding),
    picture: new Blob([embedding]),
    take: null,
  }));
const embedAnew = async (picture) =>
  Float32Array.from((await picture.text()).split(',')).toReversed();

const cupsAndMore = () => [
  { name: 'cup', examples: examplesOf([1, 0], [9, 1], [8, 2]) },
  { name: '', examples: examplesOf([0, 1], [1, 8], [2, 9]) },
];

let kept; // in the browser, by the weights
let store;
let embed;
let own;
beforeEach(() => {
  const records = new Map([['abc', { model: 'tiny', classes: cupsAndMore() }]]);
  kept = records; // an earlier test may still write to its own
  store = {
    read: async (key) => records.get(key)?.classes ?? null,
    async readEarlier(name) {
      const found = [...records].find(([, { model }]) => model === name);
      return found ? { key: found[0], classes: found[1].classes } : null;
    },
    write: vi.fn(async ({ key, name }, classes) => records.set(key, { model: name, classes })),
    remove: vi.fn(async (key) => records.delete(key)),
  };
  embed = vi.fn(embedAnew);
  own = createOwnClasses({
    language: createLanguage('en'),
    ask: (question) => question({ embed }),
    learner: { learn: async (examples) => learn(examples), stop() {} },
    open: async () => store,
  });
});

/** What was taught, when it is there. */
const learned = () =>
  new Promise((resolve) => {
    own.follow({ onTaught: (taught) => taught && resolve(taught) });
  });

test('what is kept is learned for whichever room asks, those without a name by their place', async () => {
  own.showModel(MODEL);
  const { classes } = await learned();
  expect(classes.map(({ name }) => name)).toEqual(['cup', 'Class 2']);
});

test('one who comes late is told how things are', async () => {
  own.showModel(MODEL);
  const taught = await learned();
  const follower = { onChange: vi.fn(), onTaught: vi.fn(), onKept: vi.fn() };
  own.follow(follower);
  expect(follower.onChange.mock.lastCall[0].classes).toHaveLength(2);
  expect(follower.onTaught).toHaveBeenCalledWith(taught);
  expect(follower.onKept).toHaveBeenCalledWith(true);
});

test.each([
  ['another name', modelOf('def', { name: 'zoo' })],
  ['no embedding', modelOf('abc', { outputs: {} })],
])('a model with %s has none of it, until the one it was taught upon is back', async (_, other) => {
  own.showModel(MODEL);
  await learned();
  own.showModel(other);
  expect(own.taught).toBeNull();
  own.showModel(MODEL);
  await own.teaching.settled();
  expect(own.taught.classes[0].name).toBe('cup');
  expect([...kept.keys()]).toEqual(['abc']);
  expect(embed).not.toHaveBeenCalled();
});

describe('a new version of the model', () => {
  const NEXT = modelOf('def');
  const namesShown = () => own.teaching.collection.classes.map(({ name }) => name);

  test('looks at the pictures that are kept, learns anew and keeps that instead', async () => {
    const follower = { onLooking: vi.fn(), onLookedAgain: vi.fn(), onKept: vi.fn() };
    own.follow(follower);
    own.showModel(NEXT);
    const taught = await learned();
    expect(taught.answer(Float32Array.of(0, 7)).predictions[0].name).toBe('cup');
    await vi.waitFor(() => expect([...kept.keys()]).toEqual(['def']));
    expect(kept.get('def')).toMatchObject({ model: 'tiny', classes: [{ name: 'cup' }, {}] });
    expect([...kept.get('def').classes[0].examples[1].embedding]).toEqual([1, 9]);
    expect(follower.onLooking.mock.calls).toEqual([[false], [true], [false]]);
    expect(follower.onLookedAgain).toHaveBeenCalledOnce();
    expect(follower.onKept).toHaveBeenLastCalledWith(true);
  });

  test('shows them where they cannot be kept, and what was kept stays', async () => {
    store.write.mockRejectedValue(new Fault('teach-store-full'));
    const follower = { onFault: vi.fn(), onKept: vi.fn() };
    own.follow(follower);
    own.showModel(NEXT);
    await vi.waitFor(() => expect(follower.onFault).toHaveBeenCalledOnce());
    expect(follower.onFault.mock.lastCall[0].code).toBe('teach-store-full');
    expect(follower.onKept).toHaveBeenLastCalledWith(false);
    expect(namesShown()).toEqual(['cup', '']);
    expect([...kept.keys()]).toEqual(['abc']);
  });

  test('that fails leaves what was kept', async () => {
    embed.mockRejectedValue(new Fault('backend-none'));
    const follower = { onFault: vi.fn(), onLooking: vi.fn() };
    own.follow(follower);
    own.showModel(NEXT);
    await vi.waitFor(() => expect(follower.onFault).toHaveBeenCalledOnce());
    expect(follower.onLooking).toHaveBeenLastCalledWith(false);
    expect(store.write).not.toHaveBeenCalled();
    expect([...kept.keys()]).toEqual(['abc']);
  });

  test('that is left while it looks takes nothing along', async () => {
    const looking = later();
    embed.mockReturnValue(looking.promise);
    const follower = { onFault: vi.fn(), onLooking: vi.fn() };
    own.follow(follower);
    own.showModel(NEXT);
    await vi.waitFor(() => expect(embed).toHaveBeenCalled());
    own.showModel(modelOf('ghi', { name: 'zoo' }));
    looking.resolve(Float32Array.of(1, 1));
    await vi.waitFor(() => expect(follower.onLooking).toHaveBeenLastCalledWith(false));
    expect(embed).toHaveBeenCalledOnce();
    expect(namesShown()).toEqual(['', '']);
    expect(follower.onFault).not.toHaveBeenCalled();
    expect([...kept.keys()]).toEqual(['abc']);
  });
});

test('who is at work is told before a model with other weights takes over', async () => {
  own.showModel(MODEL);
  await learned();
  const left = [];
  own.follow({ onLeave: () => left.push(own.teaching.collection.classes[0].name) });
  own.showModel({ ...MODEL, title: { en: 'Twin' } });
  expect(left).toEqual([]);
  own.showModel(modelOf('def'));
  expect(left).toEqual(['cup']);
});

test("what was taught is tested with the answers of 'Teach it'", async () => {
  const pictures = { cup: [7, 1], tilted: [5, 4], strange: [-1, -1], key: [0, 3] };
  embed.mockImplementation(async (name) => Float32Array.from(pictures[name]));
  own.showModel(MODEL);
  const taught = await learned();
  const { model, classify } = createSubjects({
    ask: (question) => question({ embed }),
  }).ofTaught(taught, MODEL);
  expect(model).toMatchObject({ name: 'tiny/taught', threshold: taught.threshold });

  const seen = {};
  for (const name of Object.keys(pictures)) {
    const { signal } = new AbortController();
    seen[name] = await classify(name, signal);
    expect(embed).toHaveBeenLastCalledWith(name, signal);
    expect(seen[name]).toEqual(await answerOfTeaching(name));
  }
  expect(seen.cup).toMatchObject({ rejected: false, predictions: [{ name: 'cup' }, {}] });
  expect(seen.strange.rejected).toBe(true);

  async function answerOfTeaching(name) {
    const answer = { show: vi.fn(), showBusy() {} };
    const stage = { showPicture() {} };
    await createTrying({ embed, taught: () => own.taught, stage, answer }).look(name);
    return answer.show.mock.lastCall[0];
  }
});

test("a picture is looked at where its answer is from: at the desk, or in 'Teach it'", () => {
  const look = vi.fn();
  const { ofModel, ofTaught } = createSubjects({ look });
  const picture = { name: 'cups/1.png', file: new File([], '1.png') };
  ofModel(MODEL).look(picture);
  expect(look).toHaveBeenLastCalledWith(picture);
  ofTaught({ classes: [], threshold: 0 }, MODEL).look(picture);
  expect(look).toHaveBeenLastCalledWith({ name: '1.png', file: picture.file }, 'teach');
});
