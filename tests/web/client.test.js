import { expect, test, vi } from 'vitest';
import { createClient } from '../../web/src/inference/client.js';

function fakeWorker() {
  return { postMessage: vi.fn(), terminate: vi.fn() };
}

const reply = (worker, data) => worker.onmessage({ data });

test('answers find their questions in any order', async () => {
  const worker = fakeWorker();
  const client = createClient(worker);
  const first = client.call('classify', { picture: 'a' });
  const second = client.call('classify', { picture: 'b' });
  expect(worker.postMessage).toHaveBeenCalledWith({
    id: 1,
    task: 'classify',
    input: { picture: 'b' },
  });
  reply(worker, { id: 1, output: 'B' });
  reply(worker, { id: 0, output: 'A' });
  expect(await Promise.all([first, second])).toEqual(['A', 'B']);
});

test('a failure arrives as a fault with its values', async () => {
  const worker = fakeWorker();
  const asked = createClient(worker).call('classify', {});
  reply(worker, { id: 0, failure: { code: 'picture-too-large', values: { megapixels: 300 } } });
  await expect(asked).rejects.toMatchObject({
    code: 'picture-too-large',
    values: { megapixels: 300 },
  });
});

test('when the worker dies, everyone who waits is told, and so are those who come later', async () => {
  const worker = fakeWorker();
  const client = createClient(worker);
  const waiting = [client.call('load', {}), client.call('classify', {})];
  worker.onerror({ message: 'out of memory' });
  for (const asked of waiting) await expect(asked).rejects.toMatchObject({ code: 'worker-died' });
  await expect(client.call('classify', {})).rejects.toMatchObject({ code: 'worker-died' });
  expect(worker.terminate).toHaveBeenCalled();
});

test('a message that cannot be read ends the worker too', async () => {
  const worker = fakeWorker();
  const asked = createClient(worker).call('classify', {});
  worker.onmessageerror();
  await expect(asked).rejects.toMatchObject({ code: 'worker-died' });
});

test('closing rejects those who wait, and a late answer harms nobody', async () => {
  const worker = fakeWorker();
  const client = createClient(worker);
  const asked = client.call('classify', {});
  client.close();
  await expect(asked).rejects.toMatchObject({ code: 'worker-closed' });
  expect(() => reply(worker, { id: 0, output: 'late' })).not.toThrow();
});
