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
 * @param {((shown: object, answered: object) => void) | null} [open] the pictures behind a
 *   number; where there is none, numbers cannot be opened
 * @returns {HTMLElement}
 */
export function makeConfusion(language, classes, confusion, open = null) {
  const isSmall = classes.length <= CLASSES_IN_A_TABLE;
  return isSmall
    ? makeTable(language, classes, confusion, open)
    : makePairs(language, mostConfused(classes, confusion, PAIRS), open);
}

function makeTable(language, classes, confusion, open) {
  const label = (entry) => language.label(entry.labels);
  const heads = classes.map((entry) =>
    make('th', { scope: 'col', title: label(entry) }, make('span', { textContent: label(entry) })),
  );
  const rows = confusion.map((row, truth) => {
    const total = sum(row);
    const cells = row.map((pictures, answer) => {
      const cell = make('td', { textContent: language.number(pictures) });
      cell.style.setProperty('--share', total > 0 ? pictures / total : 0);
      if (open && pictures > 0) makeOpen(cell, classes[truth], classes[answer]);
      return cell;
    });
    const name = label(classes[truth]);
    const head = make('th', { scope: 'row', title: name, textContent: name });
    return make('tr', {}, head, ...cells);
  });

  function makeOpen(cell, shown, answered) {
    const number = cell.textContent;
    const button = make('button', { type: 'button', textContent: number });
    const values = { shown: label(shown), answered: label(answered), pictures: number };
    button.ariaLabel = language.text('card.confusion.cell', values);
    button.onclick = () => open(shown, answered);
    cell.replaceChildren(button);
  }

  const table = make(
    'table',
    { className: 'confusion' },
    make('thead', {}, make('tr', {}, make('td'), ...heads)),
    make('tbody', {}, ...rows),
  );
  // To be scrolled by keyboard, too, where it is wider than the screen.
  const frame = make('div', { className: 'wide', tabIndex: 0, role: 'region' }, table);
  frame.ariaLabel = language.text('card.confusion');
  const hint = language.text('card.confusion.hint');
  return make('div', {}, make('p', { className: 'hint', textContent: hint }), frame);
}

function makePairs(language, pairs, open) {
  const items = pairs.map(({ shown, answered, share }) => {
    const textContent = language.text('card.confusion.pair', {
      shown: language.label(shown.labels),
      answered: language.label(answered.labels),
      share: language.percent(share),
    });
    if (!open) return make('li', { textContent });
    const button = make('button', { type: 'button', className: 'pair', textContent });
    button.onclick = () => open(shown, answered);
    return make('li', {}, button);
  });
  return make('ol', { className: 'pairs', role: 'list' }, ...items);
}
