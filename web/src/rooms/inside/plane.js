import { make } from '../../views/dom.js';
import { paintPlane } from './paint.js';

/**
 * A grid of numbers as a picture, with a frame around those that are meant.
 *
 * @param {string} name of the plane, for styles and tests
 * @returns {{element: HTMLElement, surface: HTMLElement, show: Function}}
 */
export function createPlane(name) {
  const canvas = make('canvas', { className: 'plane-canvas' });
  const marker = make('div', { className: 'plane-marker' });
  const surface = make('div', { className: 'plane' }, canvas, marker);
  const title = make('span', { className: 'plane-title' });
  const hint = make('span', { className: 'inside-hint' });
  const caption = make('figcaption', {}, title, hint);
  const element = make('figure', { dataset: { plane: name } }, surface, caption);
  canvas.setAttribute('role', 'img');

  return {
    element,
    surface,

    /**
     * @param {object} what
     * @param {import('./convolve.js').Plane} what.plane
     * @param {{low: number, high: number}} what.scale
     * @param {{top: number, left: number, side: number}} what.frame in places of the plane
     * @param {string} what.title
     * @param {string} what.hint
     * @param {number} [what.margin] as for `paintPlane`
     * @param {number} [what.seen] as for `paintPlane`
     */
    show({ plane, scale, frame, margin = 0, seen, ...words }) {
      paintPlane(canvas, plane, scale, { margin, seen });
      const share = (value, count) => `${(100 * value) / (count + 2 * margin)}%`;
      marker.style.setProperty('top', share(frame.top + margin, plane.rows));
      marker.style.setProperty('left', share(frame.left + margin, plane.columns));
      marker.style.setProperty('height', share(frame.side, plane.rows));
      marker.style.setProperty('width', share(frame.side, plane.columns));
      canvas.ariaLabel = title.textContent = words.title;
      hint.textContent = words.hint;
    },
  };
}
