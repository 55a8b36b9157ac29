import { make } from '../../views/dom.js';
import { drawFilter, rangeOf } from './maps.js';
import { paintSpotlight } from './spotlight.js';

/**
 * The picture as the model sees it; a map that was chosen lights it, and has its filter beside it.
 *
 * @param {object} language from `createLanguage`
 */
export function createLarge(language) {
  const canvas = make('canvas', { className: 'large-canvas' });
  const filter = make('canvas', { className: 'large-filter' });
  const title = make('p', { className: 'plane-title' });
  const hint = make('p', { className: 'inside-hint' });
  const filterHint = make('p', { className: 'inside-hint' });
  const words = make('figcaption', {}, title, hint, filter, filterHint);
  const element = make(
    'figure',
    { className: 'large', dataset: { testid: 'large' } },
    canvas,
    words,
  );
  words.ariaLive = 'polite';
  canvas.setAttribute('role', 'img');
  const write = (value) => language.number(value, { maximumFractionDigits: 3 });

  function say(heading, line) {
    canvas.ariaLabel = title.textContent = heading;
    hint.textContent = line;
  }

  function showFilter(filters, index) {
    filter.hidden = filterHint.hidden = !filters;
    if (!filters) return;
    const image = drawFilter(filters, index);
    filter.width = image.width;
    filter.height = image.height;
    filter.getContext('2d').putImageData(image, 0, 0);
    filterHint.textContent = language.text('inside.filter', {
      size: `${image.width} × ${image.height}`,
    });
  }

  return {
    element,

    /** @param {Float32Array} seen by the model */
    showPicture(seen) {
      const size = Math.sqrt(seen.length / 3);
      paintSpotlight(canvas, seen, null, null, 1);
      say(language.text('seen.label'), language.text('seen.hint', { size }));
      showFilter(null);
    },

    /**
     * @param {Float32Array} seen by the model
     * @param {object} shown
     * @param {object} shown.map as from `splitMaps`
     * @param {object | null} shown.grid as from `gridOf`
     * @param {string} shown.title of the map
     * @param {object | null} [shown.filters] as from `lookAt`
     * @param {number} [shown.index] of its filter
     */
    showMap(seen, { map, grid, title: heading, filters = null, index = 0 }) {
      const range = rangeOf(map.values);
      paintSpotlight(canvas, seen, map, grid, range.most);
      const sentence = range.most > 0 ? 'inside.map.range' : 'inside.map.nothing';
      const values = { least: write(range.least), most: write(range.most) };
      say(heading, language.text(sentence, values));
      showFilter(filters, index);
    },
  };
}
