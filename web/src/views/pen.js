import { colourOf } from './dom.js';

const NAMES = ['paper', 'surface', 'line', 'ink', 'ink-soft', 'accent', 'bar'];

/**
 * Writes and draws on a canvas in the colours and the type of the page.
 *
 * @param {OffscreenCanvasRenderingContext2D} context
 * @param {number} room the widest that a line of text may be, in pixels; longer ones shrink
 */
export function createPen(context, room) {
  const { fontFamily } = getComputedStyle(document.body);
  const colours = Object.fromEntries(NAMES.map((name) => [name, colourOf(`--${name}`)]));
  const setFont = (size, weight = 400) => {
    context.font = `${weight} ${size}px ${fontFamily}`;
  };

  return {
    colours,

    /** @returns {number} how wide a text is in letters of this size, in pixels */
    widthOf(text, size) {
      setFont(size);
      return context.measureText(text).width;
    },

    /** @param {object} how `size` of the letters in pixels, and what else is not as usual */
    write(text, x, y, how) {
      const { size, weight, colour = 'ink', align = 'left', room: own = room } = how;
      setFont(size, weight);
      const { width } = context.measureText(text);
      if (width > own) setFont((size * own) / width, weight);
      context.fillStyle = colours[colour];
      context.textAlign = align;
      context.fillText(text, x, y);
    },

    fill(x, y, width, height, colour) {
      context.fillStyle = colours[colour];
      context.fillRect(x, y, width, height);
    },

    bar(x, y, width, height, share, colour) {
      const strip = (length, fill) => {
        context.fillStyle = colours[fill];
        context.beginPath();
        context.roundRect(x, y, length, height, height / 2);
        context.fill();
      };
      strip(width, 'surface');
      strip(Math.max(height / 2, width * share), colour);
    },
  };
}
