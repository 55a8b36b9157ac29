import { expect, test } from 'vitest';
import { createMatcher, NONE } from '../../web/src/rooms/test/names.js';

const CLASSES = [
  { name: 'automobile', labels: { en: 'car', id: 'mobil' } },
  { name: 't-shirt', labels: { en: 'T-shirt/top', id: 'kaus' } },
  { name: 'café', labels: { en: 'place', id: 'kafe' } },
  { name: 'bar', labels: { en: 'place', id: 'kafe kecil' } },
  { name: 'place', labels: { en: 'square' } },
];

test.each([
  ['automobile', 0],
  ['Automobile ', 0],
  ['CAR', 0],
  ['mobil', 0],
  ['t_shirt top', 1],
  ['cafe\u0301', 2], // as macOS writes it
  ['place', 4], // its name, whatever others are called
  ['none', NONE],
  ['None', NONE],
  ['cat', undefined],
  ['constructor', undefined],
])('%j', (label, number) => {
  expect(createMatcher(CLASSES, {})(label)).toBe(number);
});

test('what two classes are called is neither of them', () => {
  const [, , cafe, bar] = CLASSES;
  expect(createMatcher([cafe, bar], {})('place')).toBeUndefined();
});

test('what the visitor said counts for names that are not known, as far as the model has them', () => {
  const said = {
    taxi: 'class:automobile',
    tree: 'none',
    misc: 'omit',
    cat: 'class:cat',
    car: 'none',
  };
  const match = createMatcher(CLASSES, said);
  expect(['Taxi', 'tree', 'misc', 'cat', 'car'].map(match)).toEqual([0, NONE, null, undefined, 0]);
});
