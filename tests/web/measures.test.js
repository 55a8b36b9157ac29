import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure } from '../../web/src/rooms/test/measures.js';

const golden = JSON.parse(
  readFileSync(new URL('../golden/evaluation.json', import.meta.url), 'utf8'),
);

const answers = golden.pictures.map(({ truth, probabilities, confidence }) => {
  const probability = Math.max(...probabilities);
  const answer = probabilities.indexOf(probability);
  return { truth, answer, probability, confidence, rejected: confidence < golden.threshold };
});

/** The same, with every number in it close to what it should be. */
function expectClose(value, expected, place) {
  if (typeof expected === 'number') return expect(value, place).toBeCloseTo(expected, 6);
  expect(Object.keys(value).sort(), place).toEqual(Object.keys(expected).sort());
  for (const key of Object.keys(expected))
    expectClose(value[key], expected[key], `${place}.${key}`);
}

test('the figures are those of the pipeline', () => {
  const metrics = measure(answers, golden.classes);
  expect(metrics.confusion).toEqual(golden.metrics.confusion);
  const counts = ({ reliability }) => reliability.map(({ pictures }) => pictures);
  expect(counts(metrics)).toEqual(counts(golden.metrics));
  expectClose(metrics, golden.metrics, 'metrics');
});

test('without pictures of the classes there is nothing to be right about', () => {
  const unknown = answers.filter(({ truth }) => truth < 0);
  const { rejected } = golden.metrics.unseen;
  expect(measure(unknown, golden.classes)).toEqual({
    test_pictures: 0,
    unseen: { rejected, pictures: unknown.length },
  });
});

test('without pictures of other things nothing is said of them', () => {
  const known = answers.filter(({ truth }) => truth >= 0);
  const metrics = measure(known, golden.classes);
  expect(metrics).not.toHaveProperty('unseen');
  expect(metrics.accuracy).toBe(golden.metrics.accuracy);
});
