/**
 * What the model said, in the order in which a person reads it.
 *
 * @param {{probabilities: number[], confidence: number}} raw from the classifier
 * @param {object} metadata of the model
 * @returns {{predictions: {name: string, labels: object, probability: number}[],
 *   confidence: number, rejected: boolean}} predictions best first; `rejected`
 *   if it is probably none of the classes
 */
export function readAnswer({ probabilities, confidence }, { classes, threshold }) {
  const predictions = classes
    .map(({ name, labels }, i) => ({ name, labels, probability: probabilities[i] }))
    .sort((a, b) => b.probability - a.probability);
  return { predictions, confidence, rejected: confidence < threshold };
}
