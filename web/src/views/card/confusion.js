import { mostConfused, sum } from '../../models/mistakes.js';
import { make } from '../dom.js';

const CLASSES_IN_A_TABLE = 20; // beyond that nobody finds anything in it
const PAIRS = 15;

/**
 * What the model takes for what: a table, or of many classes the mistakes
 * that it makes most often.
 *
 * @param {object} language from `createLanguage`
 * @param {object[]} classes from metadata
 * @param {number[][]} confusion a row for what is shown, a column for what was answered
 * @returns {HTMLElement}
 */
export function makeConfusion(language, classes, confusion) {
  const isSmall = classes.length <= CLASSES_IN_A_TABLE;
  return isSmall
    ? makeTable(language, classes, confusion)
    : makePairs(language, mostConfused(classes, confusion, PAIRS));
}

function makeTable(language, classes, confusion) {
  const label = (entry) => language.label(entry.labels);
  const heads = classes.map((entry) =>
    make('th', { scope: 'col' }, make('span', { textContent: label(entry) })),
  );
  const rows = confusion.map((row, truth) => {
    const total = sum(row);
    const cells = row.map((pictures) => {
      const cell = make('td', { textContent: language.number(pictures) });
      cell.style.setProperty('--share', total > 0 ? pictures / total : 0);
      return cell;
    });
    return make(
      'tr',
      {},
      make('th', { scope: 'row', textContent: label(classes[truth]) }),
      ...cells,
    );
  });
  const table = make(
    'table',
    { className: 'confusion' },
    make('thead', {}, make('tr', {}, make('td'), ...heads)),
    make('tbody', {}, ...rows),
  );
  // To be scrolled by keyboard, too, where it is wider than the screen.
  const frame = make('div', { className: 'card-scroll', tabIndex: 0, role: 'region' }, table);
  frame.ariaLabel = language.text('card.confusion');
  const hint = language.text('card.confusion.hint');
  return make('div', {}, make('p', { className: 'card-hint', textContent: hint }), frame);
}

function makePairs(language, pairs) {
  const items = pairs.map(({ shown, answered, share }) =>
    make('li', {
      textContent: language.text('card.confusion.pair', {
        shown: language.label(shown.labels),
        answered: language.label(answered.labels),
        share: language.percent(share),
      }),
    }),
  );
  return make('ol', { className: 'card-pairs', role: 'list' }, ...items);
}
