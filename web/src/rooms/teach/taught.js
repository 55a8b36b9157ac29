import { readAnswer } from '../../inference/answer.js';
import { answerOf, toUnit } from './head.js';

/**
 * Classes that were taught upon a model, ready to answer.
 *
 * @typedef {object} Taught
 * @property {{name: string, labels: object}[]} classes as in a model's metadata
 * @property {number} threshold
 * @property {import('./head.js').Head} head
 * @property {import('./learn.js').Estimate | null} estimate
 * @property {(embedding: Float32Array) => object} answer to a picture, as from `readAnswer`
 */

/**
 * @param {{name: string, examples: {embedding: Float32Array}[]}[]} classes
 * @param {{head: object, estimate: object | null}} learned as from `learn`
 * @returns {Taught}
 */
export function makeTaught(classes, { head, estimate }) {
  const rows = classes.flatMap(({ examples }) =>
    examples.map(({ embedding }) => toUnit(embedding)),
  );
  const taught = {
    classes: classes.map(({ name }) => ({ name, labels: { en: name } })),
    threshold: head.threshold,
    head,
    estimate,
    answer: (embedding) => readAnswer(answerOf(head, rows, embedding), taught),
  };
  return taught;
}
