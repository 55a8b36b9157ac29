import { make } from '../../views/dom.js';
import { add, KERNEL_SIDE, multiply, poolAt, windowAt } from './convolve.js';
import { DECIMALS } from './kernels.js';

const LIGHT = 117; // greys above it need dark figures on them, those below it white ones

/**
 * The window from near: each pixel, the kernel's number that lies on it, their
 * product, and what becomes of the nine.
 *
 * @param {object} language from `createLanguage`
 */
export function createCloseup(language) {
  const cells = Array.from({ length: KERNEL_SIDE ** 2 }, makeCell);
  const rows = Array.from({ length: KERNEL_SIDE }, (_, row) =>
    make('tr', {}, ...cells.slice(row * KERNEL_SIDE, (row + 1) * KERNEL_SIDE).map((c) => c.cell)),
  );
  const caption = make('caption');
  const table = make('table', { className: 'closeup-table' }, caption, make('tbody', {}, ...rows));
  const sum = make('p', { className: 'closeup-sum' });
  const after = make('div', { className: 'closeup-after' });
  const element = make('div', { className: 'closeup' }, table, sum, after);
  const number = (value) =>
    language.number(value + 0, { maximumFractionDigits: DECIMALS, useGrouping: false });

  function showCell({ patch, factor, product }, pixel, weight, result) {
    patch.classList.toggle('is-outside', pixel === null);
    patch.textContent = number(pixel ?? 0);
    patch.style.setProperty('--grey', pixel ?? 0);
    patch.classList.toggle('is-light', pixel > LIGHT);
    factor.textContent = `× ${number(weight)}`;
    product.textContent = `= ${number(result)}`;
  }

  function steps({ planes: { convolved, rectified, pooled }, place }, total) {
    const lines = [];
    if (rectified) lines.push(['inside.relu.step', number(total), number(Math.max(0, total))]);
    const row = Math.floor(place.row / 2);
    const column = Math.floor(place.column / 2);
    if (pooled && row < pooled.rows && column < pooled.columns) {
      const four = poolAt(rectified ?? convolved, row, column);
      lines.push(['inside.pool.step', four.map(number).join(' · '), number(Math.max(...four))]);
    }
    return lines;
  }

  return {
    element,

    /** @param {object} slide from `createSlide` */
    show(slide) {
      const { picture } = slide.planes;
      const { kernel } = slide.settings;
      const { pixels } = windowAt(picture, slide.settings, slide.place.row, slide.place.column);
      const products = multiply(pixels, kernel);
      const total = add(products);
      caption.textContent = language.text('inside.window');
      for (const [i, cell] of cells.entries()) showCell(cell, pixels[i], kernel[i], products[i]);
      sum.replaceChildren(
        make('span', { textContent: language.text('inside.sum') }),
        make('output', { className: 'closeup-total', textContent: number(total) }),
      );
      after.replaceChildren(
        ...steps(slide, total).map(([key, from, to]) =>
          make('p', { textContent: language.text(key, { from, to }) }),
        ),
      );
    },
  };
}

function makeCell() {
  const patch = make('span', { className: 'closeup-pixel' });
  const factor = make('span', { className: 'closeup-factor' });
  const product = make('span', { className: 'closeup-product' });
  return { cell: make('td', {}, patch, ' ', factor, ' ', product), patch, factor, product };
}
