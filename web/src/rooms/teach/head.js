import { probabilitiesOf } from './logistic.js';
import { dot } from './minimise.js';

/**
 * What is put upon a model so that it tells a visitor's own classes apart. The Python twin is
 * `training/taught.py`.
 *
 * @typedef {object} Head
 * @property {Float64Array[]} weights as from `fitLogistic`
 * @property {number} threshold below this confidence it is none of the classes
 */

/**
 * A picture as the head sees it: only the direction counts, so brightness and contrast, which
 * make an embedding longer, do not.
 *
 * @param {Float32Array} embedding
 * @returns {Float64Array} of length 1, or zeros
 */
export function toUnit(embedding) {
  const row = Float64Array.from(embedding);
  const length = Math.sqrt(dot(row, row)) || 1;
  return row.map((value) => value / length);
}

/**
 * How near a picture is to those that a head learned from. What is far from all of them is none
 * of the classes (Sun and others, Out-of-distribution detection with deep nearest neighbors,
 * 2022, https://arxiv.org/abs/2204.06507). On the shipped model, taught by ten photos each, it
 * tells other photos of birds and dogs from 100 of none with an AUROC of 0.95, the largest
 * probability with 0.90; see docs/experiments.md.
 *
 * @param {Float64Array} row from `toUnit`
 * @param {Float64Array[]} examples from `toUnit`
 * @returns {number} cosine of the angle to the nearest one; -1 if there is none
 */
export function nearness(row, examples) {
  return examples.reduce((most, example) => Math.max(most, dot(row, example)), -1);
}

/**
 * @param {Head} head
 * @param {Float64Array[]} examples that it learned from, as `toUnit` gives them
 * @param {Float32Array} embedding of a picture
 * @returns {{probabilities: number[], confidence: number}} as from the classifier
 */
export function answerOf({ weights }, examples, embedding) {
  const row = toUnit(embedding);
  return { probabilities: probabilitiesOf(weights, row), confidence: nearness(row, examples) };
}
