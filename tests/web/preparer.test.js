import { expect, test, vi } from 'vitest';
import { createPreparer } from '../../web/src/inference/preparer.js';
import { fails } from './fakes.js';

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
  const poison = preparer.prepare('poison', INPUT);
  const beside = preparer.prepare('beside', INPUT);
  await expect(poison).rejects.toMatchObject({ code: 'picture-unusable' });
  expect(await beside).toEqual({ tensor: 'beside' });
  expect(await preparer.prepare('later', INPUT)).toEqual({ tensor: 'later' });
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
