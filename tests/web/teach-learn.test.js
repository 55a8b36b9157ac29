import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adviceOn } from '../../web/src/rooms/teach/advice.js';
import { dealFolds } from '../../web/src/rooms/teach/folds.js';
import { answerOf, nearness, toUnit } from '../../web/src/rooms/teach/head.js';
import { chooseThreshold, learn } from '../../web/src/rooms/teach/learn.js';
import { EXACT, fitLogistic } from '../../web/src/rooms/teach/logistic.js';
import { minimise } from '../../web/src/rooms/teach/minimise.js';
import { turnIntoSpan } from '../../web/src/rooms/teach/span.js';

const golden = JSON.parse(readFileSync(new URL('../golden/head.json', import.meta.url), 'utf8'));

const closeTo = (expected, digits) => expected.map((value) => expect.closeTo(value, digits));

/** Clouds of examples, as like each other as `spread` says. */
function clouds(classes, count, spread, features = 256) {
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647; // Park and Miller
    return state / 2147483647;
  };
  const centres = Array.from({ length: classes }, () =>
    Float32Array.from({ length: features }, random),
  );
  const labels = Array.from({ length: classes * count }, (_, n) => n % classes);
  const embeddings = labels.map((label) =>
    centres[label].map((x) => x + spread * (random() - 0.5)),
  );
  return { embeddings, labels, takes: labels.map(() => null) };
}

test('a narrow valley is followed to its lowest point', () => {
  const lowest = minimise(
    ([x, y], gradient) => {
      gradient.set([2 * (x - 3), 2e4 * (y + 1)]);
      return (x - 3) ** 2 + 1e4 * (y + 1) ** 2;
    },
    2,
    1e-8,
  );
  expect([...lowest]).toEqual(closeTo([3, -1], 8));
});

test('weights and answers are those of scikit-learn', () => {
  const { embeddings, labels, pictures } = golden;
  const { head } = learn({ embeddings, labels, takes: labels.map(() => null) });
  for (const [k, expected] of golden.weights.entries()) {
    expect([...head.weights[k]]).toEqual(closeTo(expected, 3));
  }
  const examples = embeddings.map(toUnit);
  for (const [n, picture] of pictures.entries()) {
    const { probabilities, confidence } = answerOf(head, examples, picture);
    expect(probabilities).toEqual(closeTo(golden.probabilities[n], 4));
    expect(confidence).toBeCloseTo(golden.nearness[n], 9);
  }
});

test('few examples give the same weights in the space that they span', () => {
  const { embeddings, labels, takes } = clouds(3, 6, 2, 64);
  const twice = { embeddings: [...embeddings, embeddings[0]], labels: [...labels, 0] };
  const { head } = learn({ ...twice, takes: [...takes, null] });
  const rows = twice.embeddings.map(toUnit);
  expect(turnIntoSpan(rows).turned.map(({ length }) => length)).toEqual(new Array(19).fill(18));
  for (const [k, own] of fitLogistic(rows, twice.labels, 3, EXACT).entries()) {
    expect([...head.weights[k]]).toEqual(closeTo([...own], 4));
  }
});

test('200 examples are learned and tried out in under a second', () => {
  const examples = clouds(4, 50, 2, 1280);
  const start = process.cpuUsage(); // a busy machine is no slower by it
  const { estimate } = learn(examples);
  const { user } = process.cpuUsage(start);
  expect(user / 1e6).toBeLessThan(1);
  expect(estimate.total).toBe(200);
});

test('classes that differ are told apart, and what is like none of them is not let in', () => {
  const { embeddings, labels, takes } = clouds(4, 20, 0.5);
  const known = labels.map((label) => label < 3);
  const own = (list) => list.filter((_, n) => known[n]);
  const { head, estimate } = learn({
    embeddings: own(embeddings),
    labels: own(labels),
    takes: own(takes),
  });
  expect(estimate).toMatchObject({ right: 60, total: 60 });
  const examples = own(embeddings).map(toUnit);
  for (const [n, embedding] of embeddings.entries()) {
    const { confidence } = answerOf(head, examples, embedding);
    expect(confidence >= head.threshold).toBe(known[n]);
  }
});

test('what cannot be learned is not claimed: labels by chance are right by chance', () => {
  const { embeddings, takes } = clouds(1, 60, 2);
  const labels = embeddings.map((_, n) => Number((n * 7919) % 13 < 6));
  const { estimate } = learn({ embeddings, labels, takes });
  expect(estimate.right / estimate.total).toBeLessThan(0.7);
  expect(estimate.confusion.flat().reduce((sum, cell) => sum + cell)).toBe(60);
});

test('with one example a class there is a head, but nothing to try it on', () => {
  const { head, estimate } = learn(clouds(2, 1, 1));
  expect(estimate).toBeNull();
  expect(nearness(toUnit([1]), [])).toBeGreaterThanOrEqual(head.threshold);
});

test('an embedding of zeros breaks nothing', () => {
  const { embeddings, labels, takes } = clouds(2, 5, 1);
  embeddings[0].fill(0);
  const { head } = learn({ embeddings, labels, takes });
  const { probabilities } = answerOf(head, embeddings.map(toUnit), new Float32Array(256));
  expect(probabilities[0] + probabilities[1]).toBeCloseTo(1, 9);
});

describe('folds', () => {
  const perFold = ({ folds, count }, labels, label) =>
    Array.from(
      { length: count },
      (_, fold) => folds.filter((own, n) => own === fold && labels[n] === label).length,
    );

  test('each holds its share of every class', () => {
    const labels = [...new Array(10).fill(0), ...new Array(7).fill(1)];
    const dealt = dealFolds(
      labels,
      labels.map(() => null),
    );
    expect(perFold(dealt, labels, 0)).toEqual([2, 2, 2, 2, 2]);
    expect(perFold(dealt, labels, 1).sort()).toEqual([1, 1, 1, 2, 2]);
  });

  test('frames of one recording stay together', () => {
    const takes = [1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 6, 6].flatMap((take) => [take, take + 10]);
    const labels = takes.map((take) => Number(take > 10));
    const { folds } = dealFolds(labels, takes);
    const together = new Set(takes.map((take, n) => `${take} in ${folds[n]}`));
    expect(together.size).toBe(new Set(takes).size);
  });

  test('a lone recording is cut into stretches of time', () => {
    const labels = [...new Array(20).fill(0), ...new Array(5).fill(1)];
    const takes = labels.map((label) => (label === 0 ? 1 : null));
    const { folds, count } = dealFolds(labels, takes);
    expect(count).toBe(5);
    const changes = folds.slice(1, 20).filter((fold, n) => fold !== folds[n]).length;
    expect(changes).toBe(4);
  });

  test('there are as many as the smallest class has examples, and none for a single one', () => {
    expect(dealFolds([0, 0, 0, 0, 1, 1], [null, null, null, null, null, null]).count).toBe(2);
    expect(dealFolds([0, 0, 1], [null, null, null])).toBeNull();
  });
});

describe('the threshold', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => (n + 1) / 100);

  test('loses one held-out example in twenty where classes overlap', () => {
    expect(chooseThreshold(hundred, hundred)).toBe(0.05);
  });

  test('lies half-way where they do not', () => {
    const familiar = hundred.map(() => 0.98);
    expect(chooseThreshold(familiar, [0.5, 0.6])).toBeCloseTo(0.79, 9);
  });
});

describe('advice', () => {
  const pictures = (name, count) => ({ name, takes: new Array(count).fill(null) });
  const codes = (classes, estimate) => adviceOn(classes, estimate).map(({ code }) => code);

  test('good examples need none', () => {
    const estimate = {
      confusion: [
        [9, 1, 0],
        [0, 10, 0],
      ],
    };
    expect(codes([pictures('cup', 10), pictures('key', 10)], estimate)).toEqual([]);
  });

  test('few and unbalanced ones are named', () => {
    expect(adviceOn([pictures('cup', 3), pictures('key', 12)], null)).toEqual([
      { code: 'few', values: { name: 'cup', count: 3 } },
      { code: 'unbalanced', values: { least: 'cup', most: 'key' } },
    ]);
  });

  test('classes that are taken for each other are named, the worst pair first', () => {
    const classes = [pictures('cup', 10), pictures('mug', 10), pictures('key', 10)];
    const confusion = [
      [4, 6, 0, 0],
      [5, 3, 2, 0],
      [1, 3, 6, 0],
    ];
    expect(adviceOn(classes, { confusion }).map(({ values }) => values)).toEqual([
      { one: 'cup', other: 'mug', count: 11, all: 20 },
      { one: 'mug', other: 'key', count: 5, all: 20 },
    ]);
  });

  test('a class from a single recording is told', () => {
    const recorded = { name: 'cup', takes: new Array(10).fill(7) };
    expect(codes([recorded, pictures('key', 10)], null)).toEqual(['take']);
  });
});
