import { expect, test } from 'vitest';
import { readAnswer } from '../../web/src/inference/answer.js';
import {
  backendMemory,
  fastest,
  median,
  readForcedBackend,
} from '../../web/src/inference/choice.js';
import { isRight } from '../../web/src/inference/self-check.js';
import { METADATA } from './fakes.js';

test('predictions come best first and keep their names', () => {
  const { predictions } = readAnswer({ probabilities: [0.2, 0.8], confidence: 0.8 }, METADATA);
  expect(predictions).toEqual([
    { ...METADATA.classes[1], probability: 0.8 },
    { ...METADATA.classes[0], probability: 0.2 },
  ]);
});

test('below the threshold it is none of them, at the threshold it is not', () => {
  const ask = (confidence) =>
    readAnswer({ probabilities: [0.5, 0.5], confidence }, METADATA).rejected;
  expect([ask(0.49), ask(0.5), ask(0.51)]).toEqual([true, false, false]);
});

test('a backend is right within the tolerance and with the same best class', () => {
  expect(isRight(METADATA, 0, [0.905, 0.095])).toBe(true);
  expect(isRight(METADATA, 0, [0.92, 0.08])).toBe(false);
  expect(isRight(METADATA, 0, [0, 0])).toBe(false);
  expect(isRight(METADATA, 0, [Number.NaN, Number.NaN])).toBe(false);
  const close = { self_check: { tolerance: 0.01, pictures: [{ probabilities: [0.501, 0.499] }] } };
  expect(isRight(close, 0, [0.499, 0.501])).toBe(false);
});

test('an unknown ?backend= names the valid ones', () => {
  expect(readForcedBackend(null)).toBe(null);
  expect(readForcedBackend('webgl')).toBe('webgl');
  expect(() => readForcedBackend('gpu')).toThrow(
    expect.objectContaining({
      code: 'backend-unknown',
      values: { backend: 'gpu', valid: 'wasm, webgpu, webgl, cpu' },
    }),
  );
});

test('the fastest right trial wins; without one there is no choice', () => {
  const slow = { backend: 'cpu', state: 'right', milliseconds: 9 };
  const quick = { backend: 'wasm', state: 'right', milliseconds: 3 };
  expect(fastest([slow, { backend: 'webgl', state: 'wrong', milliseconds: 1 }, quick])).toBe(
    'wasm',
  );
  expect(fastest([{ backend: 'webgl', state: 'failed' }])).toBe(null);
  expect(median([5, 1, 100])).toBe(5);
});

test('a choice is remembered for these weights only', () => {
  const store = new Map();
  const storage = {
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => store.set(key, value),
  };
  const memory = backendMemory(storage, METADATA);
  expect(memory.read()).toBe(null);
  memory.write('webgl');
  expect(memory.read()).toBe('webgl');
  const retrained = { ...METADATA, files: [{ ...METADATA.files[0], sha256: 'fedcba9876543210' }] };
  expect(backendMemory(storage, retrained).read()).toBe(null);
  for (const key of store.keys()) store.set(key, 'nonsense');
  expect(memory.read()).toBe(null);
});
