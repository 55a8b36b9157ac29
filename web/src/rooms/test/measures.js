/**
 * What a test says of a model. The definitions, and the names of the figures, are those of
 * `training/measures.py`; `tests/golden/evaluation.json` pins both.
 *
 * @typedef {object} Answer
 * @property {number} truth the class that the picture shows; below 0 for none of them
 * @property {number} answer the class that was answered
 * @property {number} probability of that class
 * @property {number} confidence
 * @property {boolean} rejected
 */
import { sum } from '../../models/mistakes.js';
import { expectedCalibrationError, reliability } from './calibration.js';

/**
 * @param {Answer[]} answers
 * @param {string[]} classes their names
 * @returns {object} shares from 0 to 1. What needs pictures of the classes is there only if there
 *   are some; `unseen` only if there are pictures of none of them, its `auroc` only with both
 */
export function measure(answers, classes) {
  const known = answers.filter(({ truth }) => truth >= 0);
  const unknown = answers.filter(({ truth }) => truth < 0);
  const metrics = { test_pictures: known.length };
  if (known.length > 0) Object.assign(metrics, measureKnown(known, classes));
  if (unknown.length > 0) {
    metrics.unseen = { rejected: rejectedShare(unknown), pictures: unknown.length };
    if (known.length > 0) {
      const certainty = (some) => some.map(({ confidence }) => confidence);
      metrics.unseen.auroc = auroc(certainty(known), certainty(unknown));
    }
  }
  return metrics;
}

function measureKnown(known, classes) {
  const confusion = confusionMatrix(known, classes.length);
  const perClass = classMeasures(confusion);
  const right = sum(confusion.map((row, i) => row[i]));
  const bins = reliability(known);
  return {
    accuracy: right / known.length,
    interval: wilsonInterval(right, known.length),
    expected_calibration_error: expectedCalibrationError(bins),
    rejected: rejectedShare(known),
    per_class: Object.fromEntries(classes.map((name, i) => [name, perClass[i]])),
    macro: macroMeasures(perClass),
    confusion,
    reliability: bins,
  };
}

const rejectedShare = (answers) =>
  answers.filter(({ rejected }) => rejected).length / answers.length;

/** @returns {number[][]} how often row was answered as column */
function confusionMatrix(answers, classes) {
  const confusion = Array.from({ length: classes }, () => Array(classes).fill(0));
  for (const { truth, answer } of answers) confusion[truth][answer]++;
  return confusion;
}

/** Precision, recall and F1 of each class (0 if there is nothing to count), and its pictures. */
function classMeasures(confusion) {
  return confusion.map((row, i) => {
    const hits = row[i];
    const pictures = sum(row);
    const answers = sum(confusion.map((other) => other[i]));
    return {
      precision: hits / Math.max(answers, 1),
      recall: hits / Math.max(pictures, 1),
      f1: (2 * hits) / Math.max(answers + pictures, 1),
      pictures,
    };
  });
}

/** The mean over the classes that have pictures: each counts the same. */
function macroMeasures(perClass) {
  const tested = perClass.filter(({ pictures }) => pictures > 0);
  const mean = (key) => sum(tested.map((row) => row[key])) / tested.length;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

/**
 * How probably a known picture has a higher confidence than an unknown one; ties count half.
 *
 * The area under the receiver operating characteristic, by ranks (Mann and Whitney 1947).
 */
function auroc(known, unknown) {
  const all = [
    ...known.map((value) => ({ value, isKnown: true })),
    ...unknown.map((value) => ({ value, isKnown: false })),
  ].sort((a, b) => a.value - b.value);
  let ranks = 0; // of the known ones, from 1; equals share their mean rank
  for (let start = 0, end = 0; start < all.length; start = end) {
    while (end < all.length && all[end].value === all[start].value) end++;
    const tied = all.slice(start, end).filter(({ isKnown }) => isKnown).length;
    ranks += (tied * (start + 1 + end)) / 2;
  }
  const above = ranks - (known.length * (known.length + 1)) / 2;
  return above / (known.length * unknown.length);
}

/** Between which shares the true one lies, with 95 % confidence (Wilson 1927). */
function wilsonInterval(right, total) {
  const z = 1.96;
  const share = right / total;
  const spread = z ** 2 / total;
  const centre = share + spread / 2;
  const margin = z * Math.sqrt((share * (1 - share)) / total + spread / (4 * total));
  return [(centre - margin) / (1 + spread), (centre + margin) / (1 + spread)];
}
