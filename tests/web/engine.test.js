import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { Engine } from '../../web/src/inference/engine.js';
import { fails, fakeWorkers, later, METADATA, prepare } from './fakes.js';

const SURE = { probabilities: [0, 1], confidence: 1, milliseconds: 1 };
const HEIC = new Fault('picture-heic');

function createEngine(plan, { forced = null, ...options } = {}) {
  const { started, startWorker } = fakeWorkers(plan);
  const onBackend = vi.fn();
  const onState = vi.fn();
  const files = Promise.resolve({ metadata: METADATA });
  const metadata = Promise.resolve(METADATA);
  const engine = new Engine({
    files,
    metadata,
    prepare,
    forced,
    startWorker,
    onBackend,
    onState,
    ...options,
  });
  return { engine, started, onBackend, onState };
}

test('WASM answers first', async () => {
  const { engine, onBackend } = createEngine();
  expect(await engine.start()).toEqual([]);
  const answer = await engine.classify('picture');
  expect(answer).toMatchObject({ backend: 'wasm', rejected: false, milliseconds: 6 });
  expect(answer.times).toEqual({ decode: 1, prepare: 2, run: 3 });
  expect(answer).toMatchObject({ seen: 'picture', width: 4, height: 3, square: { side: 3 } });
  expect(answer.predictions.map(({ name }) => name)).toEqual(['dog', 'cat']);
  expect(onBackend).toHaveBeenCalledWith('wasm');
});

test('a forced backend that is missing gives way, and says so', async () => {
  const { engine, started } = createEngine(
    { webgpu: { begin: fails('backend-missing') } },
    { forced: 'webgpu' },
  );
  const faults = await engine.start();
  expect(faults).toMatchObject([{ code: 'backend-missing', values: { backend: 'webgpu' } }]);
  expect(engine.backend).toBe('wasm');
  expect(started[0].ended).toBe(true);
});

test('a backend that fails half-way is replaced, and the answer arrives all the same', async () => {
  const { engine, started } = createEngine({ wasm: { answer: fails('backend-failed') } });
  await engine.start();
  expect(await engine.classify('picture')).toMatchObject({ backend: 'webgpu' });
  expect(started[0].ended).toBe(true);
});

test('why is answered too when a backend fails half-way', async () => {
  const explain = ({ seen }) => ({ height: 1, width: 1, values: Float32Array.from(seen) });
  const { engine } = createEngine({
    wasm: { explain: fails('backend-failed') },
    webgpu: { explain },
  });
  await engine.start();
  const maps = await engine.explain([1, 3]);
  expect([...maps.get('dog').values]).toEqual([1]);
  expect([...maps.get('cat').values]).toEqual([0]);
});

test('a worker that dies is replaced too', async () => {
  const die = (_, worker) => {
    worker.onerror({ message: 'out of memory' });
  };
  const { engine } = createEngine({ wasm: { answer: die } });
  await engine.start();
  expect(await engine.classify('picture')).toMatchObject({ backend: 'webgpu' });
});

test('a picture that cannot be read is not the fault of the backend', async () => {
  const { engine, started } = createEngine({}, { prepare: () => Promise.reject(HEIC) });
  await engine.start();
  await expect(engine.classify('picture')).rejects.toBe(HEIC);
  await expect(engine.embed('picture')).rejects.toBe(HEIC);
  expect(engine.backend).toBe('wasm');
  expect(started).toHaveLength(1);
  expect(engine.state).toBe('ready');
});

test('a picture is read while the model is on its way, and answered when it is there', async () => {
  const files = later();
  const read = vi.fn(prepare);
  const { engine } = createEngine({}, { files: files.promise, prepare: read });
  const started = engine.start();
  const answer = engine.classify('picture');
  await vi.waitFor(() => expect(read).toHaveBeenCalledOnce());
  expect(read.mock.calls[0].slice(0, 2)).toEqual(['picture', METADATA.input]);
  files.resolve({ metadata: METADATA });
  expect(await answer).toMatchObject({ backend: 'wasm', seen: 'picture' });
  await started;
});

test('who asks an engine that is closed while its metadata is on its way does not wait', async () => {
  const { engine } = createEngine({}, { metadata: new Promise(() => {}) });
  const asked = engine.classify('picture');
  engine.close();
  await expect(asked).rejects.toMatchObject({ code: 'worker-closed' });
});

test('the next picture is read while one is looked at', async () => {
  const first = later();
  const read = vi.fn(prepare);
  const answer = ({ seen }) => (seen === 'a' ? first.promise : SURE);
  const { engine } = createEngine({ wasm: { answer } }, { prepare: read });
  await engine.start();
  const asked = [engine.classify('a'), engine.classify('b')];
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  first.resolve(SURE);
  await Promise.all(asked);
});

test('a damaged model is not the fault of the backend', async () => {
  const { engine, started } = createEngine({ wasm: { load: fails('model-damaged') } });
  await expect(engine.start()).rejects.toMatchObject({ code: 'model-damaged' });
  expect(started).toHaveLength(1);
});

test('files that do not arrive are not the fault of the backend', async () => {
  const fault = new Fault('shelf-closed');
  const { engine, started } = createEngine({}, { files: Promise.reject(fault) });
  await expect(engine.start()).rejects.toBe(fault);
  expect(started).toHaveLength(1);
  await expect(engine.classify('picture')).rejects.toBe(fault);
});

test('a model that cannot say why is told so, and goes on answering', async () => {
  const { engine, started } = createEngine({ wasm: { explain: fails('model-damaged') } });
  await engine.start();
  await expect(engine.explain([1, 3])).rejects.toMatchObject({ code: 'model-damaged' });
  expect(await engine.classify('picture')).toMatchObject({ backend: 'wasm' });
  expect(started).toHaveLength(1);
});

test('when no backend works, everyone hears it, and nobody waits for ever', async () => {
  let lost = false;
  const broken = {
    load: () => (lost ? fails('backend-failed') : null),
    answer: () => {
      lost = true;
      return fails('backend-failed');
    },
  };
  const plan = { wasm: broken, webgpu: broken, webgl: broken, cpu: broken };
  const { engine, onState } = createEngine(plan);
  await engine.start();
  const asked = [engine.classify('a'), engine.classify('b')];
  for (const answer of asked) await expect(answer).rejects.toMatchObject({ code: 'backend-none' });
  expect(onState).toHaveBeenLastCalledWith('error');
});

test('one picture is computed at a time, and one nobody wants is skipped', async () => {
  const first = later();
  const seen = [];
  const answer = ({ seen: picture }) => {
    seen.push(picture);
    return picture === 'a' ? first.promise : SURE;
  };
  const { engine } = createEngine({ wasm: { answer } });
  await engine.start();
  const changed = new AbortController();
  const a = engine.classify('a');
  const b = engine.classify('b', changed.signal);
  const c = engine.classify('c');
  await vi.waitFor(() => expect(seen).toEqual(['a']));
  changed.abort();
  first.resolve(SURE);
  await a;
  await expect(b).rejects.toMatchObject({ name: 'AbortError' });
  await c;
  expect(seen).toEqual(['a', 'c']);
  expect(engine.isBusy).toBe(false);
});

test('a backend that never answers is given up', async () => {
  vi.useFakeTimers();
  const { engine } = createEngine({ wasm: { answer: () => new Promise(() => {}) } });
  await engine.start();
  const asked = engine.classify('picture');
  await vi.advanceTimersByTimeAsync(61_000);
  expect(await asked).toMatchObject({ backend: 'webgpu' });
  vi.useRealTimers();
});

test('a picture that two backends fail on is to blame, and the next one is answered', async () => {
  const answer = ({ seen }) => (seen === 'poison' ? fails('worker-died') : SURE);
  const plan = Object.fromEntries(
    ['wasm', 'webgpu', 'webgl', 'cpu'].map((name) => [name, { answer }]),
  );
  const { engine } = createEngine(plan);
  await engine.start();
  for (let i = 0; i < 3; i++) {
    await expect(engine.classify('poison')).rejects.toMatchObject({ code: 'picture-unusable' });
  }
  expect(await engine.classify('fine')).toMatchObject({ backend: 'wasm' });
});

test('its state is busy as long as anybody waits, and ready when the last one goes', async () => {
  const { engine, onState } = createEngine();
  await engine.start();
  await Promise.all([engine.classify('still'), engine.classify('frame')]);
  await engine.classify('frame').catch(() => {});
  expect(onState.mock.calls.flat()).toEqual(['ready', 'busy', 'ready', 'busy', 'ready']);
});

test('a model that does not load leaves an error, also for those who ask later', async () => {
  const { engine, onState } = createEngine({ wasm: { load: fails('model-damaged') } });
  await expect(engine.start()).rejects.toMatchObject({ code: 'model-damaged' });
  expect(onState.mock.calls).toEqual([['error']]);
  await expect(engine.classify('picture')).rejects.toMatchObject({ code: 'model-damaged' });
  expect(onState).toHaveBeenLastCalledWith('error');
});

test('a closed engine ends every worker and starts no other', async () => {
  const { engine, started } = createEngine();
  await engine.start();
  await engine.open('webgl');
  engine.close();
  expect(started.map(({ ended }) => ended)).toEqual([true, true]);
  await expect(engine.classify('picture')).rejects.toMatchObject({ code: 'backend-none' });
  expect(started).toHaveLength(2);
});
