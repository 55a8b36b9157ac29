const DRAG_BEGINS = 4; // pixels; less is a click that trembles
const ZOOM_OF_WHEEL = 0.002; // per unit of the wheel, of which a notch has about a hundred
const ZOOM_OF_PINCH = 0.01; // a pinch on a touchpad comes as a wheel of small steps
const UNITS_PER_LINE = 16; // some wheels count in lines

/**
 * What hands do on a picture, by mouse, finger, pen and wheel.
 *
 * Fingers and the wheel scroll the page until `isOpen`; a mouse may drag at
 * once, since it scrolls nothing.
 *
 * @param {HTMLElement} element
 * @param {object} on places and distances are in pixels of the window
 * @param {() => boolean} on.isReady whether there is anything to move
 * @param {() => boolean} on.isOpen
 * @param {() => void} on.open a mouse begins to drag before that
 * @param {(right: number, down: number) => void} on.drag
 * @param {(place: {clientX: number, clientY: number}) => void} on.tap
 * @param {(factor: number, place: {clientX: number, clientY: number}) => void} on.zoom
 */
export function listenForGestures(element, { isReady, isOpen, open, drag, tap, zoom }) {
  const pointers = new Map();
  let start = null; // of what may become a tap or a drag

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !isReady()) return;
    if (!isOpen() && event.pointerType !== 'mouse') return;
    pointers.set(event.pointerId, event);
    start = pointers.size === 1 ? event : null;
  });

  element.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before || !isReady()) return;
    if (event.pointerType === 'mouse' && event.buttons === 0) return end(event); // let go outside
    if (start && distance(start, event) < DRAG_BEGINS) return;
    start = null;
    if (!isOpen()) open();
    element.setPointerCapture(event.pointerId); // only now, or a press would not set the focus
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    pointers.set(event.pointerId, event);
    const share = pointers.size; // the middle of two fingers moves half as far as one of them
    drag((event.clientX - before.clientX) / share, (event.clientY - before.clientY) / share);
    if (other) pinch(before, event, other);
  });

  function pinch(before, now, other) {
    const factor = distance(now, other) / distance(before, other);
    if (Number.isFinite(factor) && factor > 0) zoom(factor, middle(now, other));
  }

  function end({ pointerId }) {
    pointers.delete(pointerId);
    start = null;
  }

  element.addEventListener('pointercancel', end);
  element.addEventListener('pointerup', (event) => {
    if (start && isOpen()) tap(event);
    end(event);
  });

  element.addEventListener(
    'wheel',
    (event) => {
      if (!isOpen()) return;
      event.preventDefault();
      const units =
        event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? UNITS_PER_LINE : 1);
      zoom(Math.exp(-units * (event.ctrlKey ? ZOOM_OF_PINCH : ZOOM_OF_WHEEL)), event);
    },
    { passive: false },
  );
}

const distance = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

const middle = (a, b) => ({
  clientX: (a.clientX + b.clientX) / 2,
  clientY: (a.clientY + b.clientY) / 2,
});
