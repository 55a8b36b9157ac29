import { make } from '../dom.js';

/**
 * Figures of a test, each with a line that says what it means.
 *
 * @param {{title: string, value: string, hint: string}[]} figures as text
 * @returns {HTMLElement}
 */
export function makeFigures(figures) {
  const parts = figures.map(({ title, value, hint }) =>
    make(
      'div',
      {},
      make('dt', { textContent: title }),
      make(
        'dd',
        {},
        make('span', { className: 'figure', textContent: value }),
        make('span', { className: 'hint', textContent: hint }),
      ),
    ),
  );
  return make('dl', { className: 'figures' }, ...parts);
}
