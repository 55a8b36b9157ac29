import { make } from '../../views/dom.js';
import { paintPlane } from './paint.js';

const AT_FIRST = 64;

/**
 * The maps of a layer as a grid of buttons. All have one scale, so that they can be compared.
 *
 * @param {object} language from `createLanguage`
 * @param {object} options
 * @param {object[]} options.maps as from `splitMaps`
 * @param {{low: number, high: number}} options.scale
 * @param {(index: number) => string} options.titleOf
 * @param {boolean} options.isNamed whether the titles are to be seen
 * @param {(index: number) => void} options.onTap
 * @returns {HTMLElement}
 */
export function makeTiles(language, { maps, scale, titleOf, isNamed, onTap }) {
  let pressed = null;
  const list = make('ul', { className: 'map-tiles' });
  list.setAttribute('role', 'list');
  const more = make('button', { type: 'button', className: 'button' });
  more.textContent = language.text('inside.maps.all', { count: maps.length });
  more.hidden = maps.length <= AT_FIRST;
  more.onclick = () => {
    more.hidden = true;
    const tiles = maps.slice(AT_FIRST).map((map, i) => makeTile(map, AT_FIRST + i));
    list.append(...tiles);
    tiles[0].firstElementChild.focus();
  };
  list.append(...maps.slice(0, AT_FIRST).map(makeTile));
  list.classList.toggle('is-named', isNamed);
  return make('div', {}, list, more);

  function makeTile(map, index) {
    const canvas = make('canvas', { className: 'map-tile-canvas' });
    paintPlane(canvas, map, scale);
    const button = make('button', { type: 'button', className: 'map-tile' }, canvas);
    button.ariaPressed = false;
    if (isNamed) button.append(make('span', { textContent: titleOf(index) }));
    else button.ariaLabel = titleOf(index);
    button.onclick = () => {
      if (pressed) pressed.ariaPressed = false;
      pressed = button;
      button.ariaPressed = true;
      onTap(index);
    };
    return make('li', {}, button);
  }
}
