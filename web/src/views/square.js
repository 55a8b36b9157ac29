import { centreSquare } from '../inference/picture.js';
import {
  isDefaultSquare,
  isSameSquare,
  moveSquare,
  wholeSquare,
  zoomSquare,
} from '../pictures/square.js';
import { byId } from './dom.js';
import { listenForGestures } from './gestures.js';

const STEP = 1 / 8; // of the side, for an arrow key
const ZOOM = 1.25; // for a key or a button

/**
 * The square over the picture that says which part is meant. The picture is
 * shown whole while the square is being moved, and as long as it is another
 * than the model would take by itself.
 *
 * @param {(square: {left: number, top: number, side: number}) => void} onChange told of
 *   each change, in whole pixels of the upright picture
 */
export function createSquare(onChange) {
  const view = byId('view');
  const frame = byId('square');
  const opener = byId('square-open');
  let size = null; // of the picture; null while there is none whose part could be chosen
  let square = null; // may lie between pixels
  let isOpen = false;

  render();
  opener.onclick = () => open(!isOpen);
  byId('square-closer').onclick = () => zoom(ZOOM);
  byId('square-wider').onclick = () => zoom(1 / ZOOM);
  byId('square-reset').onclick = reset;
  listenForKeys(frame, { step, zoom, reset, isOpen: () => isOpen, close: () => open(false) });
  listenForGestures(view, {
    isReady: () => size !== null,
    isOpen: () => isOpen,
    open: () => open(true),
    tap: goTo,
    drag: (right, down) => moveBy(right * pixelsPerPixel(), down * pixelsPerPixel()),
    zoom: (factor, place) => change(zoomSquare(square, factor, pointAt(place), size)),
  });

  function render() {
    const whole = size && wholeSquare(square, size);
    const isDefault = !size || isDefaultSquare({ ...size, square: whole });
    const isWhole = isOpen || !isDefault;
    frame.hidden = opener.hidden = !size;
    opener.ariaPressed = isOpen;
    byId('square-tools').hidden = !isOpen;
    byId('square-note').hidden = !isOpen || !isDefault; // whoever has moved it knows how
    view.classList.toggle('is-open', isOpen);
    view.classList.toggle('is-whole', isWhole);
    if (isWhole) place(whole, size);
    else place({ left: 0, top: 0, side: 1 }, { width: 1, height: 1 }); // fills the view
  }

  function place({ left, top, side }, { width, height }) {
    const properties = {
      ratio: width / height,
      left: left / width,
      top: top / height,
      width: side / width,
      height: side / height,
    };
    for (const [name, value] of Object.entries(properties)) {
      view.style.setProperty(`--${name}`, value);
    }
  }

  function open(next) {
    isOpen = next;
    render();
  }

  function change(next) {
    isOpen = true;
    const before = wholeSquare(square, size);
    square = next;
    render();
    const now = wholeSquare(square, size);
    if (!isSameSquare(before, now)) onChange(now);
  }

  function moveBy(right, down) {
    change(moveSquare(square, right, down, size));
  }

  function step(right, down) {
    moveBy(right * square.side * STEP, down * square.side * STEP);
  }

  function reset() {
    change(centreSquare(size.width, size.height));
  }

  function zoom(factor) {
    const { left, top, side } = square;
    change(zoomSquare(square, factor, { x: left + side / 2, y: top + side / 2 }, size));
  }

  /** Tapped beside the square: it comes there. That also serves those who cannot drag. */
  function goTo(place) {
    const { left, top, side } = square;
    const { x, y } = pointAt(place);
    const isInside = x >= left && x <= left + side && y >= top && y <= top + side;
    if (!isInside) moveBy(x - left - side / 2, y - top - side / 2);
  }

  /** Of the picture, for one of the window. */
  function pixelsPerPixel() {
    return size.width / view.clientWidth;
  }

  function pointAt({ clientX, clientY }) {
    const { left, top } = view.getBoundingClientRect();
    return { x: (clientX - left) * pixelsPerPixel(), y: (clientY - top) * pixelsPerPixel() };
  }

  return {
    /** @param {{width: number, height: number, square: object}} result from the engine */
    show(result) {
      size = { width: result.width, height: result.height };
      const isMine = square && isSameSquare(wholeSquare(square, size), result.square);
      if (!isMine) square = result.square; // else it may be half a pixel more exact
      render();
    },

    /** There is no picture any more whose part could be chosen. */
    forget() {
      size = square = null;
      isOpen = false;
      render();
    },
  };
}

function listenForKeys(frame, { step, zoom, reset, isOpen, close }) {
  const keys = {
    ArrowLeft: () => step(-1, 0),
    ArrowRight: () => step(1, 0),
    ArrowUp: () => step(0, -1),
    ArrowDown: () => step(0, 1),
    '+': () => zoom(ZOOM),
    '=': () => zoom(ZOOM), // where + needs the shift key
    '-': () => zoom(1 / ZOOM),
    0: reset,
    Escape: close,
  };
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!Object.hasOwn(keys, event.key)) return;
    if (event.key === 'Escape' && !isOpen()) return; // it closes what lies around
    event.preventDefault();
    event.stopPropagation(); // here the arrows mean the square, not the next picture
    keys[event.key]();
  });
}
