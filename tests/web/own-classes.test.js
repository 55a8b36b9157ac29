import { beforeEach, expect, test, vi } from 'vitest';
import { createLanguage } from '../../web/src/language.js';
import { learn } from '../../web/src/rooms/teach/learn.js';
import { createOwnClasses } from '../../web/src/rooms/teach/own-classes.js';
import { createTrying } from '../../web/src/rooms/teach/trying.js';
import { createSubjects } from '../../web/src/rooms/test/subject.js';
import { METADATA } from './fakes.js';

const modelOf = (sha256, outputs = { embedding: 'embedding' }) => ({
  ...METADATA,
  title: { en: 'Tiny' },
  outputs,
  files: [{ path: 'weights.bin', bytes: 1, sha256 }],
});
const MODEL = modelOf('abc');

const examplesOf = (...embeddings) =>
  embeddings.map((embedding) => ({
    embedding: Float32Array.from(embedding),
    picture: new Blob(['small']),
    take: null,
  }));
const KEPT = [
  { name: 'cup', examples: examplesOf([1, 0], [9, 1], [8, 2]) },
  { name: '', examples: examplesOf([0, 1], [1, 8], [2, 9]) },
];

let kept;
let own;
beforeEach(() => {
  kept = { abc: KEPT };
  own = createOwnClasses({
    language: createLanguage('en'),
    learner: { learn: async (examples) => learn(examples), stop() {} },
    open: async () => ({ read: async (key) => kept[key] ?? null, write: vi.fn() }),
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
  ['other weights', modelOf('def')],
  ['no embedding', modelOf('abc', {})],
])('a model with %s has none of it, until the one it was taught upon is back', async (_, other) => {
  own.showModel(MODEL);
  await learned();
  own.showModel(other);
  expect(own.taught).toBeNull();
  own.showModel(MODEL);
  await own.teaching.settled();
  expect(own.taught.classes[0].name).toBe('cup');
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
  const embed = vi.fn(async (name) => Float32Array.from(pictures[name]));
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
