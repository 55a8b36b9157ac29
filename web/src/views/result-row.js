import { make } from './dom.js';

const SIDE = 48; // as in results.css

/** In pixels, for screens of twice the density. */
export const THUMBNAIL_SIZE = SIDE * 2;

/**
 * @param {string} name of the picture's file
 * @returns {HTMLElement} a row of the list, not filled yet
 */
export function makeResultRow(name) {
  const row = make(
    'li',
    { className: 'result', role: 'option', tabIndex: -1, ariaSelected: 'false' },
    make('span', { className: 'result-picture' }),
    make('span', { className: 'result-answer' }),
    ' ', // a screen reader runs the parts of an option together
    make('span', { className: 'result-share' }),
    ' ',
    make('span', { className: 'result-name', textContent: name, title: name }),
  );
  Object.assign(row.dataset, { testid: 'result', file: name });
  return row;
}

/**
 * @param {HTMLElement} row from `makeResultRow`
 * @param {object} item what is known of the picture
 * @param {object} language from `createLanguage`
 */
export function fillResultRow(row, { state, answer, fault }, language) {
  const [, label, share] = row.children;
  row.dataset.state = state;
  label.title = fault ? language.sentence(fault) : ''; // cut off in the row
  if (!answer) {
    label.textContent = fault ? label.title : language.text(`results.${state}`);
    share.textContent = '';
    delete row.dataset.class;
    delete row.dataset.probability;
    return;
  }
  const [best] = answer.predictions;
  row.dataset.class = best.name;
  row.dataset.probability = best.probability;
  label.textContent = answer.rejected
    ? language.text('results.rejected')
    : language.label(best.labels);
  share.textContent = answer.rejected ? '' : language.percent(best.probability);
}

/**
 * @param {HTMLElement} row from `makeResultRow`
 * @param {Blob | null} thumbnail null takes it away
 */
export function setThumbnail(row, thumbnail) {
  const [place] = row.children;
  if (!thumbnail) return place.replaceChildren();
  const url = URL.createObjectURL(thumbnail);
  const release = () => URL.revokeObjectURL(url);
  const size = { width: SIDE, height: SIDE };
  place.append(make('img', { src: url, alt: '', ...size, onload: release, onerror: release }));
}
