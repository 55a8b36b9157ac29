import { make } from '../../views/dom.js';
import { foldMap, rangeOf } from './maps.js';
import { greyScale, paintPlane } from './paint.js';

const DECIMALS = { maximumFractionDigits: 3 };

/**
 * One number for each class, with a bar as long as it is large; none for what is below 0.
 *
 * @param {object} language from `createLanguage`
 * @param {Float32Array} values
 * @param {string[]} names
 * @returns {HTMLElement}
 */
export function makeBars(language, values, names) {
  const most = Math.max(...values, 0) || 1;
  const order = [...values.keys()].sort((a, b) => values[b] - values[a]);
  const rows = order.map((index) => {
    const fill = make('span', { className: 'number-fill' });
    fill.style.setProperty('--share', Math.max(0, values[index] / most));
    return make(
      'li',
      { className: 'number-row' },
      make('span', { className: 'number-name', textContent: names[index] }),
      make('span', { className: 'number-bar' }, fill),
      make('span', {
        className: 'number-value',
        textContent: language.number(values[index], DECIMALS),
      }),
    );
  });
  const list = make('ol', { className: 'number-list' }, ...rows);
  list.setAttribute('role', 'list');
  return list;
}

/**
 * Many numbers as a square of greys.
 *
 * @param {object} language from `createLanguage`
 * @param {Float32Array} values
 * @returns {HTMLElement}
 */
export function makeSquare(language, values) {
  const canvas = make('canvas', { className: 'plane-canvas' });
  paintPlane(canvas, foldMap(values), greyScale(values));
  const { least, most } = rangeOf(values);
  const text = language.text('inside.numbers', {
    count: values.length,
    least: language.number(least, DECIMALS),
    most: language.number(most, DECIMALS),
  });
  canvas.setAttribute('role', 'img');
  canvas.ariaLabel = text;
  const caption = make('figcaption', { className: 'inside-hint', textContent: text });
  return make('figure', { className: 'number-square' }, canvas, caption);
}

/**
 * @param {object} language from `createLanguage`
 * @param {number} value
 * @returns {HTMLElement}
 */
export const makeSingle = (language, value) =>
  make('p', { className: 'closeup-total', textContent: language.number(value, DECIMALS) });
