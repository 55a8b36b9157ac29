import { make } from '../../views/dom.js';
import { createCloseup } from './closeup.js';
import { KERNEL_SIDE, windowAt } from './convolve.js';
import { createKernelChoice } from './kernel-choice.js';
import { DECIMALS } from './kernels.js';
import { greyScale, PICTURE_SCALE } from './paint.js';
import { createPlane } from './plane.js';
import { createPlayer } from './player.js';
import { createSettings } from './settings.js';
import { createSlide } from './slide.js';
import { listenForPlaces } from './touch.js';

const MARGIN = 1; // pixels around the picture, where the zeros of the padding lie

/**
 * How a convolution works: a picture of few pixels, the window from near, and
 * what comes of it.
 *
 * @param {object} language from `createLanguage`
 * @returns {{element: HTMLElement, showPicture: Function, pause: () => void}}
 */
export function createConvolution(language) {
  const slide = createSlide(render);
  const planes = {
    picture: createPlane('picture'),
    convolved: createPlane('convolved'),
    rectified: createPlane('rectified'),
    pooled: createPlane('pooled'),
  };
  const closeup = createCloseup(language);
  const player = createPlayer(language, slide);
  const kernel = createKernelChoice(language, (next) => slide.set({ kernel: next }));
  const settings = createSettings(language, slide.settings, slide.set);
  const title = make('h2', { id: 'inside-convolution' });
  const lead = make('p', { className: 'inside-lead' });
  const lab = make(
    'div',
    { className: 'lab' },
    make('div', { className: 'lab-pair' }, planes.picture.element, planes.convolved.element),
    player.element,
    closeup.element,
    make('div', { className: 'lab-pair' }, planes.rectified.element, planes.pooled.element),
    make('div', { className: 'inside-sets' }, kernel.element, ...settings.elements),
  );
  const learned = make('p', { className: 'inside-lead' });
  const element = make('section', { className: 'inside-part' });
  element.setAttribute('aria-labelledby', title.id);
  element.append(title, lead, lab, learned);
  listenForPlaces(planes.picture.surface, slide, MARGIN);
  language.follow(render);

  function render() {
    title.textContent = language.text('inside.convolution');
    lead.textContent = language.text('inside.convolution.lead');
    learned.textContent = language.text('inside.convolution.learned');
    planes.picture.surface.ariaLabel = language.text('inside.window.move');
    lab.hidden = !slide.planes;
    if (!slide.planes) return;
    closeup.show(slide);
    player.show(write(slide.sum));
    showPlanes();
  }

  function showPlanes() {
    const { picture, convolved, rectified, pooled } = slide.planes;
    const { row, column } = slide.place;
    const { seen } = slide;
    const { top, left } = windowAt(picture, slide.settings, row, column);
    const window = { top, left, side: KERNEL_SIDE };
    const place = { top: row, left: column, side: 1 };
    show('picture', picture, { frame: window, scale: PICTURE_SCALE, margin: MARGIN });
    show('convolved', convolved, { frame: place, seen });
    show('rectified', rectified, { frame: place, seen });
    if (pooled) show('pooled', pooled, pooledPart(pooled, convolved, slide));
    else planes.pooled.element.hidden = true;
  }

  function show(name, plane, { scale, ...how }) {
    planes[name].element.hidden = !plane;
    if (!plane) return;
    const range = scale ?? greyScale(plane.values);
    planes[name].show({
      plane,
      scale: range,
      title: language.text(`inside.plane.${name}`),
      hint: language.text('inside.plane', {
        size: `${plane.columns} × ${plane.rows}`,
        low: write(range.low),
        high: write(range.high),
      }),
      ...how,
    });
  }

  const write = (value) =>
    language.number(value, { maximumFractionDigits: DECIMALS, useGrouping: false });

  return { element, showPicture: slide.showPicture, pause: slide.pause };
}

/** Where the place looked at ends up after pooling, and how many places are known by then. */
function pooledPart(pooled, convolved, { place: { row, column }, seen }) {
  const top = Math.min(pooled.rows - 1, Math.floor(row / 2));
  const left = Math.min(pooled.columns - 1, Math.floor(column / 2));
  const isWhole = seen === convolved.values.length;
  const inRow = row % 2 === 1 ? Math.min(pooled.columns, Math.floor((column + 1) / 2)) : 0;
  const known = Math.floor(row / 2) * pooled.columns + inRow;
  return { frame: { top, left, side: 1 }, seen: isWhole ? pooled.values.length : known };
}
