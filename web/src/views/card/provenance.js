import { make } from '../dom.js';

/**
 * How to get the model and its figures again, and how to tell that it is it.
 *
 * @param {object} language from `createLanguage`
 * @param {object} metadata
 * @returns {HTMLElement}
 */
export function makeProvenance(language, { metrics, threshold, temperature, files }) {
  const number = (value) => language.number(value, { maximumFractionDigits: 3 });
  const facts = [
    ['command', metrics?.command],
    ['commit', metrics?.commit],
    ['seed', metrics && String(metrics.seed)],
    ['hardware', metrics?.hardware],
    ['date', metrics?.date],
    ['threshold', threshold > 0 && language.percent(threshold)],
    ['temperature', temperature && number(temperature)],
  ].filter(([, value]) => value);
  const prints = files.map(({ path, sha256 }) =>
    make('li', {}, path, make('code', { textContent: sha256 })),
  );
  return make(
    'dl',
    { className: 'card-facts' },
    ...facts.flatMap(([key, value]) => [
      make('dt', { textContent: language.text(`card.${key}`) }),
      make('dd', { textContent: value }),
    ]),
    make('dt', { textContent: language.text('card.files') }),
    make('dd', {}, make('ul', { className: 'card-files', role: 'list' }, ...prints)),
  );
}
