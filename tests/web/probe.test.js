import { expect, test, vi } from 'vitest';
import { Engine } from '../../web/src/inference/engine.js';
import { checkCurrent, probeBackends } from '../../web/src/inference/probe.js';
import { fails, fakeWorkers, later, METADATA, prepare } from './fakes.js';

const takes = (milliseconds) => ({ check: { right: true, milliseconds } });
const idle = async () => {};

async function begin(plan, remembered = null) {
  const { started, startWorker } = fakeWorkers(plan);
  const files = Promise.resolve({ metadata: METADATA });
  const engine = new Engine({
    files,
    metadata: Promise.resolve(METADATA),
    prepare,
    forced: null,
    startWorker,
    onBackend: () => {},
    onState: () => {},
  });
  await engine.start();
  const memory = { read: () => remembered, write: vi.fn() };
  const onTrials = vi.fn();
  return {
    engine,
    memory,
    started,
    onTrials,
    options: { engine, metadata: METADATA, memory, idle, onTrials },
  };
}

const stillRunning = (started) =>
  started.filter(({ ended }) => !ended).map(({ backend }) => backend);

test('the fastest right backend is kept and remembered, the others are let go', async () => {
  const plan = {
    wasm: takes(14),
    webgpu: { begin: fails('backend-missing') },
    webgl: takes(5),
    cpu: takes(170),
  };
  const { engine, memory, started, onTrials, options } = await begin(plan);
  await probeBackends(options);
  expect(engine.backend).toBe('webgl');
  expect(memory.write).toHaveBeenCalledWith('webgl');
  expect(stillRunning(started)).toEqual(['webgl']);
  expect(onTrials).toHaveBeenLastCalledWith([
    { backend: 'wasm', state: 'right', milliseconds: 14 },
    { backend: 'webgpu', state: 'missing' },
    { backend: 'webgl', state: 'right', milliseconds: 5 },
    { backend: 'cpu', state: 'right', milliseconds: 170 },
  ]);
  expect(await engine.classify('picture')).toMatchObject({ backend: 'webgl' });
});

test('quick and wrong is not chosen', async () => {
  const wrong = { check: { right: false, milliseconds: 1 } };
  const plan = { wasm: takes(14), webgpu: wrong, webgl: wrong, cpu: takes(170) };
  const { engine, memory, options } = await begin(plan);
  await probeBackends(options);
  expect(engine.backend).toBe('wasm');
  expect(memory.write).toHaveBeenCalledWith('wasm');
});

test('a first backend that is wrong is left for a slower one that is right', async () => {
  const plan = { wasm: { check: { right: false, milliseconds: 1 } }, cpu: takes(170) };
  plan.webgpu = plan.webgl = { begin: fails('backend-missing') };
  const { engine, options } = await begin(plan);
  await probeBackends(options);
  expect(engine.backend).toBe('cpu');
});

test('what is remembered and in use is only checked', async () => {
  const { started, onTrials, options } = await begin({ wasm: takes(14) }, 'wasm');
  expect(await probeBackends(options)).toBe('wasm');
  expect(started).toHaveLength(1);
  expect(onTrials.mock.calls).toEqual([[[{ backend: 'wasm', state: 'right', milliseconds: 14 }]]]);
});

test('what is remembered and in use but wrong now is left', async () => {
  const plan = { wasm: { check: { right: false, milliseconds: 1 } }, webgpu: takes(2) };
  const { engine, memory, options } = await begin(plan, 'wasm');
  expect(await probeBackends(options)).toBe('webgpu');
  expect(engine.backend).toBe('webgpu');
  expect(memory.write).toHaveBeenCalledWith('webgpu');
});

test('what is remembered is checked, and then used without trying the rest', async () => {
  const { engine, started, options } = await begin({ webgl: takes(5) }, 'webgl');
  await probeBackends(options);
  expect(engine.backend).toBe('webgl');
  expect(started.map(({ backend }) => backend)).toEqual(['wasm', 'webgl']);
});

test('what is remembered but wrong now starts the search anew', async () => {
  const plan = { webgl: { check: { right: false, milliseconds: 1 } }, webgpu: takes(2) };
  const { engine, memory, options } = await begin(plan, 'webgl');
  await probeBackends(options);
  expect(engine.backend).toBe('webgpu');
  expect(memory.write).toHaveBeenCalledWith('webgpu');
});

test('a question ends the trial under way, is answered at once, and the trial comes again', async () => {
  const stuck = later();
  let attempts = 0;
  const load = () => {
    attempts++;
    return attempts === 1 ? stuck.promise : null;
  };
  const { engine, options } = await begin({ webgpu: { load, ...takes(1) } });
  const probing = probeBackends(options);
  await vi.waitFor(() => expect(attempts).toBe(1));
  expect(await engine.classify('picture')).toMatchObject({ backend: 'wasm' });
  await probing;
  expect(attempts).toBe(2);
  expect(engine.backend).toBe('webgpu');
});

test('nothing is tried while pictures keep coming', async () => {
  const { engine, started, options } = await begin({});
  let pauses = 0;
  const busy = async () => {
    pauses++;
    if (pauses <= 3) await engine.classify('frame');
    expect(started).toHaveLength(pauses <= 4 ? 1 : started.length);
  };
  await probeBackends({ ...options, idle: busy });
  expect(pauses).toBeGreaterThan(4);
});

test('a forced backend is checked and reported', async () => {
  const { options } = await begin({ wasm: { check: { right: false, milliseconds: 1 } } });
  expect(await checkCurrent(options)).toEqual({ backend: 'wasm', state: 'wrong' });
});

test('when no backend is right, nothing is chosen or remembered', async () => {
  const wrong = { check: { right: false, milliseconds: 1 } };
  const plan = { wasm: wrong, webgpu: wrong, webgl: wrong, cpu: wrong };
  const { engine, memory, options } = await begin(plan);
  expect(await probeBackends(options)).toBe(null);
  expect(memory.write).not.toHaveBeenCalled();
  expect(engine.backend).toBe('wasm');
});

test('when another model takes over meanwhile, nothing is chosen or remembered', async () => {
  const slow = later();
  const { engine, memory, started, options } = await begin({ webgpu: { load: slow.promise } });
  const probing = probeBackends(options);
  await vi.waitFor(() => expect(started).toHaveLength(2));
  engine.close();
  expect(await probing).toBe(null);
  expect(memory.write).not.toHaveBeenCalled();
  expect(stillRunning(started)).toEqual([]);
});
