import { writeCsv } from '../../csv.js';
import { measure } from './measures.js';

/**
 * What a test has found out so far.
 *
 * @param {import('./run.js').Item[]} items
 * @param {{name: string}[]} classes from metadata
 * @returns {{metrics: object, mistakes: object[], taken: object[], failed: object[]}} `mistakes`
 *   are pictures with a wrong answer, `taken` those of none of the classes that were named all
 *   the same, both the surest first; `failed` could not be read
 */
export function outcomeOf(items, classes) {
  const numbers = new Map(classes.map(({ name }, number) => [name, number]));
  const answered = items.filter(({ answer }) => answer);
  const answers = answered.map(({ truth, answer }) => {
    const [{ name, probability }] = answer.predictions;
    const { confidence, rejected } = answer;
    return { truth, answer: numbers.get(name), probability, confidence, rejected };
  });
  const chosen = (isWanted) =>
    answered.filter((_, i) => isWanted(answers[i])).sort((a, b) => sureness(b) - sureness(a));
  return {
    metrics: measure(
      answers,
      classes.map(({ name }) => name),
    ),
    mistakes: chosen(({ truth, answer }) => truth >= 0 && truth !== answer),
    taken: chosen(({ truth, rejected }) => truth < 0 && !rejected),
    failed: items.filter(({ fault }) => fault),
  };
}

const sureness = ({ answer }) => answer.predictions[0].probability;

/** @returns {string} what an item shows, as the pipeline calls it */
const truthOf = ({ truth }, classes) => classes[truth]?.name ?? 'none';

/**
 * @param {import('./run.js').Item[]} items
 * @param {{name: string}[]} classes
 * @returns {string} a row a picture; what has no answer has empty cells
 */
export function toCsv(items, classes) {
  const header = ['file', 'truth', 'state', 'answer', 'probability', 'confidence'];
  const rows = items.map((item) => {
    const start = [item.name, truthOf(item, classes), item.state];
    if (!item.answer) return [...start, '', '', ''];
    const [{ name, probability }] = item.answer.predictions;
    return [...start, name, probability, item.answer.confidence];
  });
  return writeCsv([header, ...rows]);
}

/**
 * @param {object} test
 * @param {{name: string, threshold: number, classes: {name: string}[]}} test.model its metadata
 * @param {object} test.metrics from `outcomeOf`
 * @param {import('./run.js').Item[]} test.items
 * @param {object} language from `createLanguage`, for what went wrong
 * @returns {string} JSON: the figures as `metrics.json` of the pipeline calls them, and each
 *   picture that was looked at
 */
export function toJson({ model, metrics, items }, language) {
  const pictures = items
    .filter(({ answer, fault }) => answer || fault)
    .map((item) => {
      const start = { file: item.name, truth: truthOf(item, model.classes) };
      if (item.fault) return { ...start, error: language.sentence(item.fault) };
      const { predictions, confidence, rejected } = item.answer;
      const [{ name, probability }] = predictions;
      return { ...start, label: name, probability, confidence, rejected };
    });
  const head = { model: model.name, threshold: model.threshold, ...metrics };
  return `${JSON.stringify({ ...head, pictures }, null, 1)}\n`;
}
