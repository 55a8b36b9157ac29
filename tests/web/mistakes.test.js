import { expect, test } from 'vitest';
import { hardestFirst, mostConfused } from '../../web/src/models/mistakes.js';

const classes = [{ name: 'cat' }, { name: 'dog' }, { name: 'constructor' }];

test('the hardest class comes first; one without a figure is left out', () => {
  const hardest = hardestFirst(classes, { cat: 0.9, dog: 0.7 });
  expect(hardest.map(({ entry, share }) => [entry.name, share])).toEqual([
    ['dog', 0.7],
    ['cat', 0.9],
  ]);
});

test('mistakes are ordered by their share, not by how many pictures there were', () => {
  const confusion = [
    [90, 10, 0],
    [2, 8, 0],
    [0, 0, 0], // no test picture shows it
  ];
  const pairs = mostConfused(classes, confusion, 5);
  expect(
    pairs.map(({ shown, answered, pictures, share }) => [
      shown.name,
      answered.name,
      pictures,
      share,
    ]),
  ).toEqual([
    ['dog', 'cat', 2, 0.2],
    ['cat', 'dog', 10, 0.1],
  ]);
  expect(mostConfused(classes, confusion, 1)).toHaveLength(1);
});
