import { enlarge } from '../inference/class-maps.js';
import { byId, colourOf } from './dom.js';

const SIZE = 96; // pixels; fine enough for the browser to enlarge without steps
const STRONGEST = 0.85; // opacity where most speaks for a class: the picture shines through

/**
 * The map of one class over the part of the picture that the model saw: the
 * accent colour on the picture in grey, so that shades alone carry it and no
 * eye needs to tell hues apart.
 *
 * @param {object} language from `createLanguage`
 */
export function createHeat(language) {
  const canvas = byId('heat');
  const note = byId('heat-note');
  let shown = null;

  language.follow(render);
  // The colour is painted into the canvas, so it has to be painted again.
  new MutationObserver(render).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', render);

  function render() {
    byId('view').classList.toggle('is-explained', shown !== null);
    canvas.hidden = note.hidden = shown === null;
    if (!shown) return;
    const label = language.label(shown.labels);
    note.textContent = canvas.ariaLabel = language.text(shown.sentence, { label });
    paint(canvas, shown.map);
  }

  return {
    /**
     * @param {{height: number, width: number, values: Float32Array}} map from `readClassMaps`
     * @param {string} sentence key of what to say of it
     * @param {Record<string, string>} labels of the class, by language
     */
    show(map, sentence, labels) {
      shown = { map, sentence, labels };
      render();
    },

    hide() {
      shown = null;
      render();
    },
  };
}

function paint(canvas, map) {
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext('2d');
  context.fillStyle = colourOf('--accent');
  context.fillRect(0, 0, SIZE, SIZE);
  const image = context.getImageData(0, 0, SIZE, SIZE);
  for (const [pixel, value] of enlarge(map, SIZE).entries()) {
    // Squared, since a coarse map is strong or middling nearly everywhere.
    image.data[pixel * 4 + 3] = 255 * STRONGEST * value ** 2;
  }
  context.putImageData(image, 0, 0);
}
