import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  add,
  convolve,
  maxPool,
  multiply,
  poolAt,
  rectify,
  windowAt,
} from '../../../web/src/rooms/inside/convolve.js';
import { KERNELS } from '../../../web/src/rooms/inside/kernels.js';

const golden = new URL('../../golden/convolution.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(golden, 'utf8'));

/** As in the file; + 0 since Keras has a zero with a sign, which nobody sees. */
const plain = ({ rows, columns, values }) => ({
  rows,
  columns,
  values: Array.from(values, (value) => value + 0),
});
const named = cases.map((one) => [
  `${one.name ?? 'any kernel'}, ${one.picture.rows} × ${one.picture.columns}, stride ${one.stride}, ${one.padding}`,
  one,
]);

describe.each(named)('%s', (_, { picture, kernel, stride, padding, ...expected }) => {
  const convolved = convolve(picture, kernel, { stride, padding });

  test('convolution and ReLU give what Keras gives, to the last digit', () => {
    expect(plain(convolved)).toEqual(plain(expected.convolved));
    expect(plain(rectify(convolved))).toEqual(plain(expected.rectified));
  });

  test('the window that is shown gives the sum that is shown', () => {
    const last = { row: convolved.rows - 1, column: convolved.columns - 1 };
    for (const { row, column } of [{ row: 0, column: 0 }, last]) {
      const { pixels } = windowAt(picture, { stride, padding }, row, column);
      const sum = add(multiply(pixels, kernel));
      expect(sum).toBe(convolved.values[row * convolved.columns + column]);
    }
  });
});

test.each(named.filter(([, { pooled }]) => pooled))(
  '%s: so does max-pooling, with and without ReLU before it',
  (_, one) => {
    expect(plain(maxPool(one.rectified))).toEqual(plain(one.pooled));
    expect(plain(maxPool(one.convolved))).toEqual(plain(one.pooled_alone));
  },
);

test.each(Object.entries(KERNELS))(
  '%s, as the page has it, is among the cases with each stride and padding',
  (name, kernel) => {
    const own = cases.filter((one) => one.name === name);
    for (const one of own) expect(one.kernel).toEqual(kernel);
    expect(new Set(own.map(({ stride, padding }) => `${stride} ${padding}`)).size).toBe(6);
  },
);

test('the cases have zeros around them at one side only, too, as Keras lays them', () => {
  const [uneven] = cases.filter(
    ({ picture, stride, padding }) => picture.rows === 4 && stride === 2 && padding === 'same',
  );
  expect(windowAt(uneven.picture, uneven, 0, 0)).toMatchObject({ top: 0, left: 0 });
  expect(windowAt(uneven.picture, uneven, 1, 1).pixels.filter((p) => p === null)).toHaveLength(5);
});

test('of the four values that are shown, the greatest is what is left', () => {
  const plane = { rows: 2, columns: 5, values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
  expect(poolAt(plane, 0, 1)).toEqual([3, 4, 8, 9]);
  expect([...maxPool(plane).values]).toEqual([7, 9]);
});
