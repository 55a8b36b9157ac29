import { expect, test } from 'vitest';
import { enlarge, readClassMaps } from '../../web/src/inference/class-maps.js';

const metadata = { classes: [{ name: 'cat' }, { name: 'dog' }] };
const read = (...values) =>
  readClassMaps(
    { height: 1, width: values.length / 2, values: Float32Array.from(values) },
    metadata,
  );

test('only what speaks for a class counts, and the strongest spot of all is 1', () => {
  const maps = read(4, 0, 0, 2); // four for the cat on the left, two for the dog on the right
  expect(maps.get('cat')).toMatchObject({ values: Float32Array.of(1, 0) });
  expect([...maps.get('dog').values]).toEqual([0, 0.5]);
});

test('what all classes share says nothing, as softmax does not see it', () => {
  expect(read(104, 100, 50, 52)).toEqual(read(4, 0, 0, 2));
});

test('where nothing speaks for anything, the maps are empty', () => {
  expect([...read(3, 3, 7, 7).get('cat').values]).toEqual([0, 0]);
});

test('a map is enlarged without steps, and holds on at its edges', () => {
  const large = enlarge({ height: 1, width: 2, values: Float32Array.of(0, 1) }, 4);
  expect(large).toHaveLength(16);
  expect([...large.slice(0, 4)]).toEqual([0, 0.25, 0.75, 1]);
  expect([...large.slice(12)]).toEqual([0, 0.25, 0.75, 1]);
});

test('rows are rows, and columns columns', () => {
  const large = enlarge({ height: 2, width: 2, values: Float32Array.of(0, 0, 1, 0) }, 2);
  expect([...large]).toEqual([0, 0, 1, 0]);
});

test('a map that ends before the picture is laid where it belongs', () => {
  const grid = { first: 0.125, step: 0.25 }; // of four pixels, the first and the second
  const large = enlarge({ height: 1, width: 2, values: Float32Array.of(0, 1), grid }, 4);
  expect([...large.slice(0, 4)]).toEqual([0, 1, 1, 1]);
});
