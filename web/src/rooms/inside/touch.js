/**
 * Moves the window to where the picture is touched, and by the arrow keys.
 *
 * @param {HTMLElement} surface shows the picture
 * @param {object} slide from `createSlide`
 * @param {number} margin of empty pixels around the picture, as it is shown
 */
export function listenForPlaces(surface, slide, margin) {
  surface.tabIndex = 0;
  surface.setAttribute('role', 'application');
  surface.classList.add('is-touchable');

  function goTo({ clientX, clientY }) {
    const { left, top, width, height } = surface.getBoundingClientRect();
    const { rows, columns } = slide.planes.picture;
    const pixel = (share, count) => Math.floor(share * (count + 2 * margin)) - margin;
    slide.goTo(pixel((clientY - top) / height, rows), pixel((clientX - left) / width, columns));
  }

  surface.addEventListener('pointerdown', (event) => {
    surface.setPointerCapture(event.pointerId);
    goTo(event);
  });
  surface.addEventListener('pointermove', (event) => {
    if (surface.hasPointerCapture(event.pointerId)) goTo(event);
  });

  surface.addEventListener('keydown', (event) => {
    const { columns } = slide.planes.convolved;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    if (!Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    slide.step(steps[event.key]);
  });
}
