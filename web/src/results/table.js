import { writeCsv } from '../csv.js';

/**
 * The results as a table for spreadsheets.
 *
 * @param {object[]} items
 * @returns {string} file, state, label, probability, confidence, then by name each class that is
 *   among the kept ones of a picture; what is not known has empty cells
 */
export function toCsv(items) {
  const answers = items.flatMap(({ answer }) => answer ?? []);
  const classes = [
    ...new Set(answers.flatMap(({ predictions }) => predictions.map(({ name }) => name))),
  ].sort();
  const header = ['file', 'state', 'label', 'probability', 'confidence', ...classes];
  const rows = items.map(({ name, state, answer }) => {
    if (!answer) return [name, state, ...Array(header.length - 2).fill('')];
    const [best] = answer.predictions;
    const shares = new Map(answer.predictions.map((entry) => [entry.name, entry.probability]));
    return [
      ...[name, state, best.name, best.probability, answer.confidence],
      ...classes.map((label) => shares.get(label) ?? ''),
    ];
  });
  return writeCsv([header, ...rows]);
}
