import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { runQueue } from '../../web/src/results/queue.js';
import { later } from './fakes.js';

const ANSWER = { predictions: [{ name: 'cat', probability: 1 }], confidence: 1, rejected: false };

function setUp(classify, names = ['a', 'b', 'c']) {
  const items = names.map((name) => ({ name, file: name, state: 'waiting' }));
  const stop = new AbortController();
  const next = () => items.find(({ state }) => state === 'waiting');
  const onChange = vi.fn();
  const run = () => runQueue({ next, classify, onChange }, stop.signal);
  return { items, stop, run, onChange, states: () => items.map(({ state }) => state) };
}

test('in their order, one read while another is looked at, those added meanwhile too', async () => {
  const asked = [];
  let working = 0;
  let most = 0;
  const { items, run, states } = setUp(async (file) => {
    working++;
    most = Math.max(most, working);
    asked.push(file);
    if (file === 'b') items.push({ name: 'd', file: 'd', state: 'waiting' });
    await Promise.resolve();
    working--;
    return { ...ANSWER, rejected: file === 'c' };
  });
  await run();
  expect(asked).toEqual(['a', 'b', 'c', 'd']);
  expect(most).toBe(2);
  expect(states()).toEqual(['answered', 'answered', 'rejected', 'answered']);
});

test('of an answer only what the list tells is kept', async () => {
  const { items, run } = setUp(async () => ({ ...ANSWER, seen: new Float32Array(3072) }));
  await run();
  expect(Object.keys(items[0].answer).sort()).toEqual(['confidence', 'predictions', 'rejected']);
});

test('of a thousand classes only the likeliest are kept', async () => {
  const predictions = Array.from({ length: 1000 }, (_, i) => ({ name: `class ${i}` }));
  const { items, run } = setUp(async () => ({ ...ANSWER, predictions }));
  await run();
  expect(items[0].answer.predictions).toEqual(predictions.slice(0, 20));
});

test('a picture that cannot be read fails alone, the rest go on', async () => {
  const { items, run, states } = setUp(async (file) => {
    if (file === 'b') throw new Fault('picture-damaged');
    return ANSWER;
  });
  await run();
  expect(states()).toEqual(['answered', 'failed', 'answered']);
  expect(items[1].fault.code).toBe('picture-damaged');
});

test('what is no fault of a picture ends the run, and a later run goes on from there', async () => {
  let isBroken = true;
  const classify = async (file) => {
    if (file === 'b' && isBroken) throw new Fault('backend-none');
    return ANSWER;
  };
  const { run, states } = setUp(classify, ['a', 'b', 'c', 'd']);
  await expect(run()).rejects.toMatchObject({ code: 'backend-none' });
  expect(states()).toEqual(['answered', 'waiting', 'answered', 'waiting']); // c was in work
  isBroken = false;
  await run();
  expect(states()).toEqual(['answered', 'answered', 'answered', 'answered']);
});

test('cancelled: those in work may still be answered, no other is begun', async () => {
  const answer = later();
  const classify = vi.fn(() => answer.promise);
  const { stop, run, states } = setUp(classify);
  const running = run();
  expect(states()).toEqual(['busy', 'busy', 'waiting']);
  stop.abort();
  answer.resolve(ANSWER);
  await running;
  expect(states()).toEqual(['answered', 'answered', 'waiting']);
  expect(classify).toHaveBeenCalledTimes(2);
});

test('cancelled before its turn: the picture waits again, and nothing went wrong', async () => {
  const { stop, run, states, onChange } = setUp(async (_, signal) => {
    stop.abort();
    signal.throwIfAborted();
  });
  await run();
  expect(states()).toEqual(['waiting', 'waiting', 'waiting']);
  expect(onChange).toHaveBeenCalledTimes(2); // busy, and back
});
