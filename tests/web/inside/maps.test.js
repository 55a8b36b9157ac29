import { beforeAll, expect, test } from 'vitest';
import { drawFilter, foldMap, rangeOf, splitMaps } from '../../../web/src/rooms/inside/maps.js';
import { greyScale } from '../../../web/src/rooms/inside/paint.js';

beforeAll(() => {
  globalThis.ImageData ??= class {
    constructor(width, height) {
      Object.assign(this, { width, height, data: new Uint8ClampedArray(width * height * 4) });
    }
  };
});

test('each channel becomes a map of its own', () => {
  const maps = splitMaps([1, 3, 2], Float32Array.of(1, 10, 2, 20, 3, 30));
  expect(maps).toEqual([
    { rows: 1, columns: 3, values: Float32Array.of(1, 2, 3) },
    { rows: 1, columns: 3, values: Float32Array.of(10, 20, 30) },
  ]);
});

test('a row of numbers is folded into a square, filled up with the least', () => {
  expect(foldMap(Float32Array.of(5, 6, 7, 8, 9))).toEqual({
    rows: 2,
    columns: 3,
    values: Float32Array.of(5, 6, 7, 8, 9, 5),
  });
});

test('a filter is drawn in the colours that it looks for, grey where it looks for none', () => {
  const filters = {
    shape: [1, 2, 3, 2],
    values: Float32Array.of(9, 2, 9, 0, 9, -1, ...Array(6).fill(0)),
  };
  const { width, height, data } = drawFilter(filters, 1);
  expect([width, height]).toEqual([2, 1]);
  expect([...data]).toEqual([255, 128, 64, 255, 128, 128, 128, 255]);
});

test('where there are negative numbers, 0 is in the middle of the greys', () => {
  expect(greyScale([-1, 4])).toEqual({ low: -4, high: 4 });
  expect(greyScale([0, 4])).toEqual({ low: 0, high: 4 });
  expect(greyScale([0, 0])).toEqual({ low: 0, high: 1 });
  expect(rangeOf([3, -2, 5])).toEqual({ least: -2, most: 5 });
});
