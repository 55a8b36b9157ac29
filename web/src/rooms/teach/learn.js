import { dealFolds } from './folds.js';
import { nearness, toUnit } from './head.js';
import { EXACT, fitLogistic, probabilitiesOf, ROUGH } from './logistic.js';
import { turnIntoSpan } from './span.js';

const LOST = 0.05; // of the pictures of a class may be taken for none of them

/**
 * Learns classes from examples, and tries on held-out ones how well that goes.
 *
 * @param {object} examples
 * @param {Float32Array[]} examples.embeddings
 * @param {number[]} examples.labels the class of each, from 0; every class has one at least
 * @param {(number | null)[]} examples.takes the recording each is from
 * @returns {{head: import('./head.js').Head, estimate: Estimate | null}} no estimate if a class
 *   has too few examples to hold any back
 *
 * @typedef {object} Estimate
 * @property {number[][]} confusion held-out examples: a row for what they show, a column for the
 *   answer, and a last column for 'none of these'
 * @property {number} right how many got the right answer
 * @property {number} total
 */
export function learn({ embeddings, labels, takes }) {
  const { turned: rows, back } = turnIntoSpan(embeddings.map(toUnit));
  const classes = Math.max(...labels) + 1;
  const weights = fitLogistic(rows, labels, classes, EXACT).map(back);
  const dealt = dealFolds(labels, takes);
  if (!dealt) return { head: { weights, threshold: -1 }, estimate: null };

  const answers = crossValidate(rows, labels, classes, dealt);
  const strange = rows.map((row, n) =>
    nearness(
      row,
      rows.filter((_, m) => labels[m] !== labels[n]),
    ),
  );
  const threshold = chooseThreshold(
    answers.map(({ confidence }) => confidence),
    strange,
  );
  return { head: { weights, threshold }, estimate: count(answers, labels, classes, threshold) };
}

/** The answer to each example by a head that did not learn from its fold. */
function crossValidate(rows, labels, classes, { folds, count }) {
  const answers = [];
  for (let fold = 0; fold < count; fold++) {
    const seen = [...rows.keys()].filter((n) => folds[n] !== fold);
    const known = seen.map((n) => rows[n]);
    const weights = fitLogistic(
      known,
      seen.map((n) => labels[n]),
      classes,
      ROUGH, // only the largest probability counts
    );
    for (const [n, row] of rows.entries()) {
      if (folds[n] !== fold) continue;
      const probabilities = probabilitiesOf(weights, row);
      const label = probabilities.indexOf(Math.max(...probabilities));
      answers[n] = { label, confidence: nearness(row, known) };
    }
  }
  return answers;
}

/**
 * As high as it can be while one in twenty held-out examples is lost (as a conformal prediction
 * would have it: Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005). Where
 * the classes are further from each other than that, half-way between: the frames of a recording
 * are so near to each other that nothing else would be let in.
 *
 * @param {number[]} familiar nearness of held-out examples
 * @param {number[]} strange nearness of each example to the other classes, as if its own were unknown
 * @returns {number}
 */
export function chooseThreshold(familiar, strange) {
  const low = lowest(familiar);
  const high = -lowest(strange.map((value) => -value));
  return Math.min(low, (low + high) / 2);
}

/** The value that a share of `LOST` lies below, or the lowest of few. */
function lowest(values) {
  const rank = Math.max(1, Math.floor(LOST * (values.length + 1)));
  return values.toSorted((a, b) => a - b)[rank - 1];
}

function count(answers, labels, classes, threshold) {
  const confusion = Array.from({ length: classes }, () => new Array(classes + 1).fill(0));
  for (const [n, { label, confidence }] of answers.entries()) {
    confusion[labels[n]][confidence < threshold ? classes : label]++;
  }
  const right = confusion.reduce((sum, row, label) => sum + row[label], 0);
  return { confusion, right, total: labels.length };
}
