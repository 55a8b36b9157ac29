import { beforeEach, expect, test, vi } from 'vitest';
import { createBatch } from '../../web/src/batch.js';
import { Fault } from '../../web/src/fault.js';
import { createLanguage } from '../../web/src/language.js';
import { createResults } from '../../web/src/views/results.js';
import { METADATA } from './fakes.js';

vi.mock('../../web/src/views/results.js', () => ({ createResults: vi.fn() }));

const [CAT, DOG] = METADATA.classes;
const says = (best, confidence) => ({
  predictions: [{ ...best, probability: confidence }],
  confidence,
  rejected: false,
});
const pictures = (...names) => names.map((name) => ({ name, file: name }));
const settle = () => new Promise((resolve) => setTimeout(resolve));

let view;
let hand; // what the visitor can do

function setUp(classify) {
  const views = { announcer: { report: vi.fn() }, stageAlerts: { show: vi.fn() } };
  const look = vi.fn();
  const batch = createBatch({ classify, look, views, language: createLanguage('en') });
  return { batch, look, views };
}

beforeEach(() => {
  const names = ['add', 'update', 'arrange', 'select', 'showProgress', 'reveal', 'close'];
  view = Object.fromEntries(names.map((name) => [name, vi.fn()]));
  createResults.mockImplementation((_, on) => {
    hand = on;
    return view;
  });
});

const lastProgress = () => view.showProgress.mock.lastCall[0];

test('start and end are announced, the first picture is on the stage', async () => {
  const { batch, look, views } = setUp(async (file) => says(file === 'a' ? CAT : DOG, 0.9));
  batch.add(pictures('a', 'b', 'c'), 0);
  await settle();
  expect(look.mock.calls.map(([{ name }]) => name)).toEqual(['a']);
  expect(view.reveal).toHaveBeenCalledOnce();
  expect(views.announcer.report.mock.calls).toEqual([
    ['results.announce.start', { count: 3 }],
    ['results.announce.end', { count: 3, counts: '2\u00a0×\u00a0dog, 1\u00a0×\u00a0cat' }],
  ]);
  expect(lastProgress()).toMatchObject({ done: 3, total: 3, isRunning: false });
});

test('one that joins is announced as any picture is, and the page stays where it is', async () => {
  const { batch, views } = setUp(async () => says(CAT, 0.9));
  batch.add(pictures('a', 'b'), 1);
  await settle();
  batch.add(pictures('c'), 0);
  await settle();
  expect(views.announcer.report).toHaveBeenCalledTimes(2);
  expect(view.reveal).toHaveBeenCalledOnce();
  expect(lastProgress()).toMatchObject({ done: 3, total: 3, leftOut: 1 });
});

test('while answers arrive the rows stay where they are, then they are put in order', async () => {
  const answers = { a: says(CAT, 0.6), b: says(CAT, 0.8), c: says(CAT, 0.7) };
  const { batch } = setUp(async (file) => {
    expect(view.arrange).toHaveBeenCalledTimes(file === 'a' ? 0 : 1);
    if (file === 'a') hand.sort('confidence');
    return answers[file];
  });
  batch.add(pictures('a', 'b', 'c'), 0);
  await settle();
  const [arranged] = view.arrange.mock.lastCall;
  expect(arranged.map(({ name }) => name)).toEqual(['b', 'c', 'a']);
});

test('stopped, it goes on where it was', async () => {
  const asked = [];
  const { batch } = setUp(async (file) => {
    asked.push(file);
    if (file === 'b' && asked.length === 2) hand.stop();
    return says(CAT, 0.9);
  });
  batch.add(pictures('a', 'b', 'c'), 0);
  await settle();
  expect(lastProgress()).toMatchObject({ done: 2, total: 3, isRunning: false });
  hand.resume();
  await settle();
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(lastProgress()).toMatchObject({ done: 3, isRunning: false });
});

test('an answer to a picture that was cleared away is for nobody', async () => {
  let answer;
  const { batch } = setUp((file) =>
    file === 'a'
      ? new Promise((resolve) => {
          answer = resolve;
        })
      : says(CAT, 0.9),
  );
  batch.add(pictures('a', 'b'), 2);
  hand.clear();
  expect(batch.isOpen).toBe(false);
  expect(view.close).toHaveBeenCalledOnce();
  batch.add(pictures('c', 'd', 'e'), 0);
  answer(says(DOG, 0.9));
  await settle();
  expect(lastProgress()).toMatchObject({ done: 3, total: 3, leftOut: 0 });
  expect(lastProgress().counts).toContain('cat');
  expect(lastProgress().counts).not.toContain('dog');
});

test('a fault that is no picture’s ends the run with a sentence', async () => {
  const { batch, views } = setUp(async (file) => {
    if (file === 'b') throw new Fault('backend-none');
    return says(CAT, 0.9);
  });
  batch.add(pictures('a', 'b', 'c', 'd'), 0);
  await settle();
  expect(views.stageAlerts.show.mock.calls[0][0].code).toBe('backend-none');
  expect(lastProgress()).toMatchObject({ done: 2, total: 4, isRunning: false });
  expect(views.announcer.report).toHaveBeenCalledOnce(); // no end, since it did not end
});

test('another model is asked for all of them, and the old one no longer counts', async () => {
  let answer;
  let best = CAT;
  const { batch } = setUp((file) =>
    file === 'b' && best === CAT
      ? new Promise((resolve) => {
          answer = resolve;
        })
      : says(best, 0.9),
  );
  batch.add(pictures('a', 'b', 'c'), 0);
  await settle();
  best = DOG;
  batch.again();
  answer(says(CAT, 0.9));
  await settle();
  expect(lastProgress()).toMatchObject({
    ...{ done: 3, total: 3, isRunning: false },
    counts: '3\u00a0×\u00a0dog',
  });
});

test('the first model of a visit begins no run that was stopped', async () => {
  const classify = vi.fn(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const { batch } = setUp(classify);
  batch.add(pictures('a', 'b', 'c'), 0);
  hand.stop();
  await settle();
  batch.again();
  await settle();
  expect(classify).toHaveBeenCalledTimes(2); // the third was not begun
  expect(lastProgress()).toMatchObject({ done: 0, isRunning: false });
});
