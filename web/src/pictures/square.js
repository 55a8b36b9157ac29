import { centreSquare } from '../inference/picture.js';

/**
 * The square of a picture that the model is given, `{ left, top, side }` in
 * pixels of the upright picture. While a visitor moves it, its numbers may be
 * fractions, so that small steps add up; it is cut in whole pixels.
 */

const SIDE_AT_LEAST = 8;

const within = (value, least, most) => Math.min(most, Math.max(least, value));

/**
 * @param {{left: number, top: number, side: number}} square
 * @param {{width: number, height: number}} size of the picture
 * @returns {{left: number, top: number, side: number}} the nearest one that lies inside
 */
export function clampSquare({ left, top, side }, { width, height }) {
  const most = Math.min(width, height);
  const allowed = within(side, Math.min(SIDE_AT_LEAST, most), most);
  return {
    left: within(left, 0, width - allowed),
    top: within(top, 0, height - allowed),
    side: allowed,
  };
}

/** @returns {{left: number, top: number, side: number}} moved, as far as the picture goes */
export function moveSquare(square, right, down, size) {
  return clampSquare({ ...square, left: square.left + right, top: square.top + down }, size);
}

/**
 * @param {{left: number, top: number, side: number}} square
 * @param {number} factor above 1 to look closer, at a smaller square
 * @param {{x: number, y: number}} point of the picture that keeps its place in the square
 * @param {{width: number, height: number}} size of the picture
 */
export function zoomSquare(square, factor, point, size) {
  const { side } = clampSquare({ ...square, side: square.side / factor }, size);
  const ratio = side / square.side; // not 1 / factor, where the picture ends
  const left = point.x - (point.x - square.left) * ratio;
  const top = point.y - (point.y - square.top) * ratio;
  return clampSquare({ left, top, side }, size);
}

/** @returns {{left: number, top: number, side: number}} in whole pixels, inside the picture */
export function wholeSquare({ left, top, side }, size) {
  const rounded = { left: Math.round(left), top: Math.round(top), side: Math.round(side) };
  return clampSquare(rounded, size);
}

/** @returns {boolean} whether two squares, in whole pixels, are the same */
export function isSameSquare(a, b) {
  return a.left === b.left && a.top === b.top && a.side === b.side;
}

/**
 * @param {{width: number, height: number, square: object}} seen size of the picture, and
 *   the square of it in whole pixels
 * @returns {boolean} whether it is the one that the model looks at by itself
 */
export function isDefaultSquare({ width, height, square }) {
  return isSameSquare(square, centreSquare(width, height));
}
