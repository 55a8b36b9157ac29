import { hardestFirst } from '../../models/mistakes.js';
import { make } from '../dom.js';

const SHOWN_AT_ONCE = 20;

/**
 * How often each class is recognised, the hardest first.
 *
 * @param {object} language from `createLanguage`
 * @param {object[]} classes from metadata
 * @param {Record<string, number>} shares of right answers, by the name of the class
 * @returns {HTMLElement}
 */
export function makeClasses(language, classes, shares) {
  const rows = hardestFirst(classes, shares).map(({ entry, share }) => {
    const fill = make('span', { className: 'bar-fill' });
    fill.style.setProperty('--share', share);
    return make(
      'li',
      { className: 'card-class' },
      make('span', { className: 'card-name', textContent: language.label(entry.labels) }),
      make('span', { className: 'bar' }, fill),
      make('span', { className: 'card-share', textContent: language.figure(share) }),
    );
  });
  const list = (items) => make('ul', { className: 'card-classes', role: 'list' }, ...items);
  if (rows.length <= SHOWN_AT_ONCE) return list(rows);
  const summary = make('summary', {
    textContent: language.text('card.more', { count: rows.length - SHOWN_AT_ONCE }),
  });
  return make(
    'div',
    {},
    list(rows.slice(0, SHOWN_AT_ONCE)),
    make('details', { className: 'details' }, summary, list(rows.slice(SHOWN_AT_ONCE))),
  );
}
