import { expect, test } from 'vitest';
import { toGrey } from '../../../web/src/rooms/inside/grey.js';
import { DECIMALS, KERNELS, nameOf, readNumber } from '../../../web/src/rooms/inside/kernels.js';

test('every kernel can be written with the decimals that are shown', () => {
  for (const value of Object.values(KERNELS).flat()) {
    expect(Number(value.toFixed(DECIMALS))).toBe(value);
  }
});

test('a blur takes no light away, and edges are found only where there are some', () => {
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  expect(['blur', 'sharpen', 'nothing'].map((name) => sum(KERNELS[name]))).toEqual([1, 1, 1]);
  expect(['edges', 'upright'].map((name) => sum(KERNELS[name]))).toEqual([0, 0]);
});

test('a kernel that was typed is known again', () => {
  expect(nameOf([0, 0, 0, 0, 1, 0, 0, 0, 0])).toBe('nothing');
  expect(nameOf([0, 0, 0, 0, 2, 0, 0, 0, 0])).toBe('own');
});

test.each([
  ['2', 2],
  [' -1.5 ', -1.5],
  ['0.12345', 0.1235],
  ['-0', 0],
  ['', null],
  ['-', null],
  ['100', null],
  ['1e9', null],
])('%j typed is %j', (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test('grey is as bright as the colour, in whole numbers', () => {
  expect([...toGrey(Float32Array.of(255, 255, 255, 0, 0, 0, 255, 0, 0, 10.4, 10.4, 10.4))]).toEqual(
    [255, 0, 76, 10],
  );
});
