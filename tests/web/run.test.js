import { beforeEach, expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createRun } from '../../web/src/rooms/test/run.js';
import { later } from './fakes.js';

const pictures = (...names) => names.map((name) => ({ name, file: name, truth: 0 }));
const ANSWER = {
  predictions: [{ name: 'cat' }, { name: 'dog' }],
  confidence: 0.9,
  rejected: false,
  seen: 'a large tensor',
};

const onPause = vi.fn();
const onFault = vi.fn();
const create = (classify) => createRun({ classify, onProgress: () => {}, onPause, onFault });
const statesOf = ({ items }) => items.map(({ state }) => state).join(' ');

beforeEach(() => vi.clearAllMocks());

test('each picture is looked at once, in order, and only the best answer is kept', async () => {
  const classify = vi.fn(async () => ANSWER);
  const run = create(classify);
  await run.begin(pictures('a', 'b', 'c'));
  expect(classify.mock.calls.map(([file]) => file)).toEqual(['a', 'b', 'c']);
  expect(run).toMatchObject({ done: 3, isRunning: false });
  const [{ answer }] = run.items;
  expect(answer).toEqual({ predictions: [{ name: 'cat' }], confidence: 0.9, rejected: false });
  expect(onPause).toHaveBeenCalledOnce();
});

test('what cannot be read fails alone', async () => {
  const run = create(async (file) => {
    if (file === 'b') throw new Fault('picture-damaged');
    return ANSWER;
  });
  await run.begin(pictures('a', 'b', 'c'));
  expect(statesOf(run)).toBe('answered failed answered');
  expect(run.done).toBe(3);
  expect(onFault).not.toHaveBeenCalled();
});

test('what is no picture’s fault ends the test with a sentence, and it can go on', async () => {
  let isBroken = true;
  const run = create(async (file) => {
    if (file === 'b' && isBroken) throw new Fault('backend-none');
    return ANSWER;
  });
  await run.begin(pictures('a', 'b', 'c', 'd'));
  expect(onFault.mock.calls[0][0].code).toBe('backend-none');
  expect(statesOf(run)).toBe('answered waiting answered waiting'); // c was in work
  expect(run).toMatchObject({ done: 2, isRunning: false });
  isBroken = false;
  await run.start();
  expect(statesOf(run)).toBe('answered answered answered answered');
});

test.each([
  ['is answered', (answer) => answer.resolve(ANSWER)],
  ['is given up', (answer) => answer.resolve(Promise.reject(new Error('aborted')))],
])('stopped and resumed while a picture is in work, which %s', async (_, settle) => {
  const first = later();
  const classify = vi.fn(async (file) => {
    return file === 'b' && classify.mock.calls.length === 2 ? first.promise : ANSWER;
  });
  const run = create(classify);
  run.begin(pictures('a', 'b', 'c'));
  await vi.waitFor(() => expect(statesOf(run)).toBe('answered busy answered'));
  run.stop();
  expect(run).toMatchObject({ done: 2, isRunning: false });
  expect(onPause).toHaveBeenCalledOnce();
  const resumed = run.start();
  settle(first);
  await resumed;
  expect(statesOf(run)).toBe('answered answered answered');
  expect(run).toMatchObject({ done: 3, isRunning: false });
});

test('an answer that comes after the stop is told, too', async () => {
  const only = later();
  const run = create(() => only.promise);
  const running = run.begin(pictures('a', 'b', 'c'));
  await vi.waitFor(() => expect(statesOf(run)).toBe('busy busy waiting'));
  run.stop();
  only.resolve(ANSWER);
  await running;
  expect(run).toMatchObject({ done: 2, isRunning: false });
  expect(onPause).toHaveBeenCalledTimes(2);
});

test('another test takes the place of one that runs', async () => {
  const old = later();
  const run = create((file) => (file === 'a' ? old.promise : ANSWER));
  run.begin(pictures('a', 'b'));
  const next = run.begin(pictures('c'));
  old.resolve(ANSWER);
  await next;
  expect(run).toMatchObject({ done: 1, isRunning: false });
  expect(run.items.map(({ name }) => name)).toEqual(['c']);
  expect(onPause).toHaveBeenCalledOnce();
});
