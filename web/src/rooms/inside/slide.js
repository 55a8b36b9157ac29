import { convolve, maxPool, placesAlong, rectify } from './convolve.js';
import { KERNELS } from './kernels.js';

const SLOWLY = 260; // milliseconds for each place of the first row, so that it can be followed
const QUICKLY = 28; // for those after it
const MIDDLE = { down: 0.5, right: 0.5 }; // where there is most to see

/**
 * A kernel that slides over a picture: where it is, what comes of it, and how
 * much of that is to be seen. Whatever is changed, the whole result is there
 * at once; only playing builds it up place after place.
 *
 * @param {(slide: object) => void} onChange told after each change, with what `createSlide` returns
 */
export function createSlide(onChange) {
  const settings = { kernel: KERNELS.edges, stride: 1, padding: 'valid', relu: false, pool: false };
  let picture = null;
  let planes = null;
  let at = 0;
  let isBuilding = false;
  let timer = null;

  const lastPlace = () => planes.convolved.values.length - 1;

  function compute() {
    const convolved = convolve(picture, settings.kernel, settings);
    const rectified = settings.relu ? rectify(convolved) : null;
    const pooled = settings.pool ? maxPool(rectified ?? convolved) : null;
    planes = { picture, convolved, rectified, pooled };
  }

  function change() {
    if (!picture) return;
    const share = planes ? shareOf(slide.place, planes.convolved) : MIDDLE;
    compute();
    at = placeAt(share, planes.convolved);
    isBuilding = false;
    slide.pause();
  }

  function advance() {
    timer = null;
    if (at === lastPlace()) {
      isBuilding = false;
      return slide.pause();
    }
    at++;
    plan();
    onChange(slide);
  }

  function plan() {
    timer = setTimeout(advance, at < planes.convolved.columns ? SLOWLY : QUICKLY);
  }

  const slide = {
    settings,

    /** @returns {object | null} `picture`, `convolved`, `rectified` and `pooled`, the last two
     *   null while they are off; null as long as there is no picture */
    get planes() {
      return planes;
    },

    /** @returns {{row: number, column: number}} the place of the result that is looked at */
    get place() {
      const { columns } = planes.convolved;
      return { row: Math.floor(at / columns), column: at % columns };
    },

    /** @returns {number} what the convolution gives there */
    get sum() {
      return planes.convolved.values[at];
    },

    /** @returns {number} how many places of the result are to be seen, row by row */
    get seen() {
      return isBuilding ? at + 1 : planes.convolved.values.length;
    },

    get isPlaying() {
      return timer !== null;
    },

    /** @param {import('./convolve.js').Plane} next */
    showPicture(next) {
      picture = next;
      change();
    },

    /** @param {Partial<typeof settings>} next */
    set(next) {
      Object.assign(settings, next);
      change();
    },

    /** From the first place on, or from where it was paused. */
    play() {
      if (!isBuilding) at = 0;
      isBuilding = true;
      plan();
      onChange(slide);
    },

    /** Stops where it is; also when the room is left. */
    pause() {
      clearTimeout(timer);
      timer = null;
      if (planes) onChange(slide);
    },

    /** @param {number} places forward, or back if negative */
    step(places) {
      at = Math.min(lastPlace(), Math.max(0, at + places));
      slide.pause();
    },

    /**
     * Lays the window around a pixel, or as near as it may lie.
     *
     * @param {number} y row of the picture
     * @param {number} x column of the picture
     */
    goTo(y, x) {
      const nearest = (pixel, length) => {
        const { places, before } = placesAlong(length, settings);
        const place = Math.round((pixel - 1 + before) / settings.stride);
        return Math.min(places - 1, Math.max(0, place));
      };
      at = nearest(y, picture.rows) * planes.convolved.columns + nearest(x, picture.columns);
      isBuilding = false;
      slide.pause();
    },
  };
  return slide;
}

const shareOf = ({ row, column }, { rows, columns }) => ({
  down: row / rows,
  right: column / columns,
});

function placeAt({ down, right }, { rows, columns }) {
  const near = (share, count) => Math.min(count - 1, Math.round(share * count));
  return near(down, rows) * columns + near(right, columns);
}
