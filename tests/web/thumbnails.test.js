import { expect, test, vi } from 'vitest';
import { createThumbnails } from '../../web/src/pictures/thumbnails.js';

function setUp() {
  const workers = [];
  const startWorker = () => {
    const worker = { postMessage: vi.fn(), terminate: vi.fn() };
    workers.push(worker);
    return worker;
  };
  return { workers, thumbnails: createThumbnails(96, startWorker) };
}

test('one worker makes them all', async () => {
  const { workers, thumbnails } = setUp();
  for (const name of ['a', 'b']) {
    const made = thumbnails.make(name);
    expect(workers[0].postMessage).toHaveBeenLastCalledWith({ file: name, size: 96 });
    workers[0].onmessage({ data: `small ${name}` });
    expect(await made).toBe(`small ${name}`);
  }
  expect(workers).toHaveLength(1);
});

test.each([
  ['dies', ({ worker }) => worker.onerror()],
  ['is silent', () => vi.advanceTimersByTime(20_000)],
  ['is closed', ({ thumbnails }) => thumbnails.close()],
])('a worker that %s leaves nobody waiting, and another one takes its place', async (_, happen) => {
  vi.useFakeTimers();
  const { workers, thumbnails } = setUp();
  const made = thumbnails.make('a');
  happen({ worker: workers[0], thumbnails });
  expect(await made).toBe(null);
  expect(workers[0].terminate).toHaveBeenCalled();

  const next = thumbnails.make('b');
  vi.advanceTimersByTime(19_999); // the patience with the first one has ended
  workers[1].onmessage({ data: 'small b' });
  expect(await next).toBe('small b');
  vi.useRealTimers();
});
