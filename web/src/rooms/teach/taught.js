import { readAnswer } from '../../inference/answer.js';
import { answerOf, toUnit } from './head.js';

/**
 * Classes that were taught upon a model, ready to answer.
 *
 * @typedef {object} Taught
 * @property {{name: string, labels: object}[]} classes as in a model's metadata
 * @property {number} threshold
 * @property {import('./head.js').Head} head
 * @property {Float64Array[]} rows the examples, as the head sees them
 * @property {import('./learn.js').Estimate | null} estimate
 */

/**
 * @param {{name: string, examples: {embedding: Float32Array}[]}[]} classes
 * @param {{head: object, estimate: object | null}} learned as from `learn`
 * @returns {Taught}
 */
export function makeTaught(classes, { head, estimate }) {
  return {
    classes: classes.map(({ name }) => ({ name, labels: { en: name } })),
    threshold: head.threshold,
    head,
    rows: classes.flatMap(({ examples }) => examples.map(({ embedding }) => toUnit(embedding))),
    estimate,
  };
}

/**
 * @param {Taught} taught
 * @param {Float32Array} embedding of a picture
 * @returns {object} as from `readAnswer`
 */
export function readTaught(taught, embedding) {
  return readAnswer(answerOf(taught.head, taught.rows, embedding), taught);
}
