import { expect, test, vi } from 'vitest';
import { createSteady } from '../../web/src/pictures/steady.js';
import { watch } from '../../web/src/pictures/watch.js';
import { later } from './fakes.js';

const frame = () => ({ close: vi.fn() });
const says = (name, rejected = false) => ({ rejected, predictions: [{ name }] });

test('an answer that lands after stop is not shown, and its frame is closed', async () => {
  const stop = new AbortController();
  const answer = later();
  const show = vi.fn();
  const taken = frame();
  const watching = watch(
    { nextFrame: async () => taken, classify: () => answer.promise, show },
    stop.signal,
  );
  await Promise.resolve();
  stop.abort();
  answer.resolve(says('cat'));
  await watching;
  expect(show).not.toHaveBeenCalled();
  expect(taken.close).toHaveBeenCalled();
});

test('one frame is in flight, and each is closed', async () => {
  const stop = new AbortController();
  const frames = [];
  let flying = 0;
  const nextFrame = async () => {
    frames.push(frame());
    return frames.at(-1);
  };
  const classify = async () => {
    flying++;
    expect(flying).toBe(1);
    await Promise.resolve();
    flying--;
  };
  const show = () => frames.length >= 20 && stop.abort();
  await watch({ nextFrame, classify, show }, stop.signal);
  expect(frames).toHaveLength(20);
  for (const { close } of frames) expect(close).toHaveBeenCalledOnce();
});

test('a frame that fails ends the watching and is closed', async () => {
  const taken = frame();
  const classify = async () => {
    throw new Error('no backend');
  };
  const watching = watch(
    { nextFrame: async () => taken, classify, show() {} },
    new AbortController().signal,
  );
  await expect(watching).rejects.toThrow('no backend');
  expect(taken.close).toHaveBeenCalled();
});

test('a new label must hold for three frames', () => {
  const accept = createSteady();
  expect(accept(says('cat'), 0)).toBe(true);
  expect(accept(says('dog'), 1000)).toBe(false);
  expect(accept(says('cat'), 2000)).toBe(true);
  expect(accept(says('dog'), 3000)).toBe(false);
  expect(accept(says('dog'), 4000)).toBe(false);
  expect(accept(says('dog'), 5000)).toBe(true);
});

test('numbers change at most five times a second', () => {
  const accept = createSteady();
  const shown = Array.from({ length: 101 }, (_, i) => i * 10).filter((now) =>
    accept(says('cat'), now),
  );
  expect(shown).toEqual([0, 200, 400, 600, 800, 1000]);
});

test('unsure is a label like any other', () => {
  const accept = createSteady();
  accept(says('cat'), 0);
  expect(accept(says('cat', true), 1000)).toBe(false);
  accept(says('dog', true), 1010);
  expect(accept(says('cat', true), 1020)).toBe(true);
});
