import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createModelInUse } from '../../web/src/model-in-use.js';
import { later } from './fakes.js';

/** Engines that start when they are told to, and answer with the name of their model. */
function setUp() {
  const engines = [];
  const on = { onMetadata: vi.fn(), onTaken: vi.fn(), onBackend: vi.fn() };
  const status = { show: vi.fn(), showProgress: vi.fn() };
  const inUse = createModelInUse({
    createEngine({ files }) {
      const started = later();
      const engine = {
        state: 'ready',
        backend: 'wasm',
        closed: vi.fn(),
        succeed: () => started.resolve([]),
        fail: (code) => started.resolve(Promise.reject(new Fault(code))),
        start: () => started.promise,
        close: () => engine.closed(),
        classify: async () => (await files).metadata.name,
      };
      engines.push(engine);
      return engine;
    },
    status,
    ...on,
  });
  const use = (name) => inUse.use(async () => ({ metadata: { name } }));
  return { inUse, use, engines, on, status };
}

const classify = (engine) => engine.classify();

test('who asks before the first model is there waits for it', async () => {
  const { inUse, use, engines, status } = setUp();
  const taken = use('first');
  const answer = inUse.ask(classify);
  expect(status.show).toHaveBeenLastCalledWith('loading');
  engines[0].succeed();
  expect(await answer).toBe('first');
  expect(await taken).toEqual({ name: 'first' });
  expect(status.show).toHaveBeenLastCalledWith('ready');
});

test('the one in use answers until the next one is ready, then it is closed', async () => {
  const { inUse, use, engines, on } = setUp();
  const first = use('first');
  engines[0].succeed();
  await first;
  const second = use('second');
  expect(await inUse.ask(classify)).toBe('first');
  expect(engines[0].closed).not.toHaveBeenCalled();
  engines[1].succeed();
  await second;
  expect(engines[0].closed).toHaveBeenCalled();
  expect(on.onMetadata).toHaveBeenLastCalledWith({ name: 'second' });
  expect(
    on.onTaken.mock.calls.map(([model, isAnother]) => [model.metadata.name, isAnother]),
  ).toEqual([
    ['first', false],
    ['second', true],
  ]);
  expect(await inUse.ask(classify)).toBe('second');
});

test('an answer under way is dropped when another model takes over, and asked again', async () => {
  const { inUse, use, engines } = setUp();
  const first = use('first');
  engines[0].succeed();
  await first;
  const old = later();
  engines[0].classify = () => old.promise;
  const answer = inUse.ask(classify);
  const second = use('second');
  engines[1].succeed();
  await second;
  old.resolve('first');
  expect(await answer).toBe('second');
});

test('a model that fails leaves the one in use where it is', async () => {
  const { inUse, use, engines, status } = setUp();
  const first = use('first');
  engines[0].succeed();
  await first;
  const second = use('second');
  engines[1].fail('model-damaged');
  await expect(second).rejects.toMatchObject({ code: 'model-damaged' });
  expect(engines[1].closed).toHaveBeenCalled();
  expect(status.show).toHaveBeenLastCalledWith('ready');
  expect(await inUse.ask(classify)).toBe('first');
});

test('without any model those who ask hear why, until there is one', async () => {
  const { inUse, use, engines, status } = setUp();
  const first = use('first');
  engines[0].fail('model-missing');
  await expect(first).rejects.toMatchObject({ code: 'model-missing' });
  await expect(inUse.ask(classify)).rejects.toMatchObject({ code: 'model-missing' });
  expect(status.show).toHaveBeenLastCalledWith('error');
  const second = use('second');
  engines[1].succeed();
  await second;
  expect(await inUse.ask(classify)).toBe('second');
});

test('of two wishes the last one counts, in whichever order they come true', async () => {
  const { inUse, use, engines } = setUp();
  const first = use('first');
  const second = use('second');
  expect(engines[0].closed).toHaveBeenCalled();
  engines[1].succeed();
  expect(await second).toEqual({ name: 'second' });
  engines[0].succeed();
  expect(await first).toBe(null);
  expect(await inUse.ask(classify)).toBe('second');
});

test('the first model is shown as soon as it is described, and only once', async () => {
  const { inUse, engines, on } = setUp();
  const metadata = { name: 'first' };
  const taken = inUse.use(async ({ onMetadata }) => {
    onMetadata(metadata);
    return { metadata };
  });
  expect(on.onMetadata).toHaveBeenCalledWith(metadata);
  engines[0].succeed();
  await taken;
  expect(on.onMetadata).toHaveBeenCalledTimes(1);
});
