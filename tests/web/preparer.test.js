import { expect, test, vi } from 'vitest';
import { createPreparer } from '../../web/src/inference/preparer.js';
import { fails, later } from './fakes.js';

const INPUT = { size: 1 };

/** Workers that answer as told; `die` is one that does not survive the picture. */
function setUp(answer) {
  const workers = [];
  const preparer = createPreparer(() => {
    const worker = { terminate: vi.fn() };
    workers.push(worker);
    worker.postMessage = async ({ id, input }) => {
      const output = await answer(input, worker);
      if (output === 'die') return worker.onerror({ message: 'out of memory' });
      if (worker.terminate.mock.calls.length > 0) return;
      const isFailure = output instanceof Error;
      const failure = { code: output.message, values: {} };
      worker.onmessage({ data: isFailure ? { id, failure } : { id, output } });
    };
    return worker;
  });
  return { preparer, workers };
}

test('it begins at once, and says what the picture was made into', async () => {
  const { preparer, workers } = setUp((input) => ({ tensor: input }));
  expect(workers).toHaveLength(1);
  const square = { left: 0, top: 0, side: 1 };
  const { tensor } = await preparer.prepare('picture', INPUT, square);
  expect(tensor).toEqual({ picture: 'picture', input: INPUT, square });
});

test('a picture that cannot be read is told of, and the worker goes on', async () => {
  const { preparer, workers } = setUp(() => fails('picture-heic'));
  const asked = preparer.prepare('picture', INPUT);
  await expect(asked).rejects.toMatchObject({ code: 'picture-heic' });
  expect(workers).toHaveLength(1);
});

test('a picture that kills a worker twice is to blame, and those beside it are not', async () => {
  const { preparer } = setUp(({ picture }) => (picture === 'poison' ? 'die' : { tensor: picture }));
  await preparer.prepare('before', INPUT);
  const names = ['poison', 'beside', 'poison', 'poison', 'later'];
  const asked = names.map((picture) => preparer.prepare(picture, INPUT));
  for (const [i, picture] of names.entries()) {
    if (picture === 'poison') {
      await expect(asked[i]).rejects.toMatchObject({ code: 'picture-unusable' });
    } else expect(await asked[i]).toEqual({ tensor: picture });
  }
});

test('of three pictures two are read at a time, and one that nobody wants is not', async () => {
  const first = later();
  const read = [];
  const { preparer } = setUp(async ({ picture }) => {
    read.push(picture);
    if (picture !== 'c') await first.promise;
    return { tensor: picture };
  });
  const changed = new AbortController();
  const asked = ['a', 'b', 'stale', 'c'].map((picture) =>
    preparer.prepare(picture, INPUT, undefined, picture === 'stale' ? changed.signal : undefined),
  );
  changed.abort();
  await Promise.resolve();
  expect(read).toEqual(['a', 'b']);
  first.resolve();
  await expect(asked[2]).rejects.toMatchObject({ name: 'AbortError' });
  expect(await asked[3]).toEqual({ tensor: 'c' });
  expect(read).toEqual(['a', 'b', 'c']);
});

test('a worker that cannot even be loaded is no picture’s fault', async () => {
  const { preparer } = setUp(() => 'die');
  const asked = preparer.prepare('picture', INPUT);
  await expect(asked).rejects.toMatchObject({ code: 'backend-none' });
});

test('a worker that is silent for a minute is replaced', async () => {
  vi.useFakeTimers();
  let isSilent = true;
  const { preparer, workers } = setUp(({ picture }) =>
    isSilent ? new Promise(() => {}) : { tensor: picture },
  );
  const asked = preparer.prepare('picture', INPUT);
  await vi.advanceTimersByTimeAsync(30_000);
  isSilent = false;
  await vi.advanceTimersByTimeAsync(31_000);
  expect(await asked).toEqual({ tensor: 'picture' });
  expect(workers[0].terminate).toHaveBeenCalled();
  vi.useRealTimers();
});
