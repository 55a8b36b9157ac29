import { expect, test } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createLanguage } from '../../web/src/language.js';
import { outcomeOf, toCsv, toJson } from '../../web/src/rooms/test/outcome.js';
import { METADATA } from './fakes.js';

const [CAT, DOG] = METADATA.classes;
const file = (name, truth, best, probability, rejected = false) => ({
  ...{ name, truth, state: rejected ? 'rejected' : 'answered', fault: null },
  answer: { predictions: [{ ...best, probability }], confidence: probability, rejected },
});

const ITEMS = [
  file('a.png', 0, CAT, 0.9),
  file('b.png', 0, DOG, 0.6),
  file('c.png', 1, CAT, 0.75),
  file('d.png', 1, CAT, 0.4, true),
  file('e.png', -1, DOG, 0.8),
  file('f.png', -1, DOG, 0.3, true),
  {
    ...{ name: 'g.png', truth: 0, state: 'failed', answer: null },
    fault: new Fault('picture-empty'),
  },
  { ...{ name: 'h.png', truth: 1, state: 'waiting', answer: null, fault: null } },
];
const { metrics, ...lists } = outcomeOf(ITEMS, METADATA.classes);

test('mistakes come surest first, whether or not the answer was left open', () => {
  const names = Object.entries(lists).map(([key, items]) => [key, items.map(({ name }) => name)]);
  expect(Object.fromEntries(names)).toEqual({
    mistakes: ['c.png', 'b.png', 'd.png'],
    taken: ['e.png'],
    failed: ['g.png'],
  });
});

test('what was not looked at, or could not be read, does not count', () => {
  expect(metrics).toMatchObject({ test_pictures: 4, accuracy: 0.25, rejected: 0.25 });
  expect(metrics.unseen).toMatchObject({ pictures: 2, rejected: 0.5 });
});

test('CSV has a row a picture', () => {
  expect(toCsv(ITEMS.slice(3), METADATA.classes).split('\r\n')).toEqual([
    '\ufefffile,truth,state,answer,probability,confidence',
    'd.png,dog,rejected,cat,0.4,0.4',
    'e.png,none,answered,dog,0.8,0.8',
    'f.png,none,rejected,dog,0.3,0.3',
    'g.png,cat,failed,,,',
    'h.png,dog,waiting,,,',
    '',
  ]);
});

test('JSON has the figures and what was looked at', () => {
  const test = { model: METADATA, metrics, items: ITEMS };
  const { pictures, ...head } = JSON.parse(toJson(test, createLanguage('en')));
  expect(head).toEqual({ model: 'tiny', threshold: 0.5, ...metrics });
  expect(pictures).toHaveLength(7);
  expect(pictures[3]).toEqual({
    ...{ file: 'd.png', truth: 'dog', label: 'cat' },
    ...{ probability: 0.4, confidence: 0.4, rejected: true },
  });
  expect(pictures[6]).toMatchObject({ file: 'g.png', truth: 'cat', error: expect.any(String) });
});
