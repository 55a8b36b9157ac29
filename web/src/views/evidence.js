import { BACKEND_NAMES } from '../inference/choice.js';
import { byId, make, write } from './dom.js';

/**
 * How the answer came about: what the model saw, how long it took, with what.
 *
 * @param {object} language from `createLanguage`
 */
export function createEvidence(language) {
  let answer = null;
  let metadata = null;
  let backend = null;
  let trials = [];

  language.follow(() => {
    renderModel();
    renderAnswer();
  });

  /** Apart from the rest, which a live camera need not draw again with each answer. */
  function renderAnswer() {
    byId('evidence').hidden = !answer;
    write(byId('time'), answer ? time(answer.milliseconds) : '');
    write(byId('time-again'), answer ? time(answer.milliseconds) : '–');
    write(byId('time-split'), answer ? split(answer.times) : '');
    write(byId('confidence'), answer ? language.percent(answer.confidence) : '–');
  }

  function renderModel() {
    byId('details').hidden = !metadata;
    byId('backend').textContent = BACKEND_NAMES[backend] ?? '';
    if (!metadata) return;
    const { size } = metadata.input;
    byId('seen-size').textContent = language.text('seen.hint', { size });
    const threshold = language.percent(metadata.threshold);
    byId('confidence-hint').textContent =
      metadata.threshold > 0 ? language.text('details.confidence.hint', { threshold }) : '';
    byId('trials').replaceChildren(...trialLines());
  }

  const time = (milliseconds) =>
    language.text('answer.time', { milliseconds: Math.max(1, Math.round(milliseconds)) });

  const split = ({ decode, prepare, run }) =>
    language.text('details.time.split', {
      decode: rounded(decode),
      prepare: rounded(prepare),
      run: rounded(run),
    });

  function trialLines() {
    const known = trials.length > 0 ? trials : [{ backend, state: 'used' }];
    return known.map(({ backend: name, state, milliseconds }) => {
      const line = language.text(`trial.${state}`, {
        backend: BACKEND_NAMES[name] ?? '',
        milliseconds: rounded(milliseconds),
      });
      return make('li', { textContent: line, className: name === backend ? 'is-used' : '' });
    });
  }

  return {
    /** @param {object} next metadata of the model */
    showModel(next) {
      metadata = next;
      renderModel();
    },

    /** @param {string} next the backend in use */
    showBackend(next) {
      backend = next;
      byId('backend').dataset.backend = next;
      renderModel();
    },

    /** @param {object[]} next what `probeBackends` found so far */
    showTrials(next) {
      trials = next;
      renderModel();
    },

    /** The next answer is under way: its place is kept, so that nothing jumps. */
    wait() {
      byId('evidence').classList.add('is-waiting');
    },

    /** @param {object | null} next from the engine; null while there is none */
    show(next) {
      answer = next;
      byId('evidence').classList.remove('is-waiting');
      if (answer) draw(answer.seen);
      renderAnswer();
    },
  };
}

const rounded = (milliseconds) =>
  milliseconds < 10 ? Number(milliseconds?.toFixed(1)) : Math.round(milliseconds);

function draw(tensor) {
  const size = Math.sqrt(tensor.length / 3);
  const canvas = byId('seen');
  if (canvas.width !== size || canvas.height !== size) {
    Object.assign(canvas, { width: size, height: size });
  }
  const image = new ImageData(size, size);
  for (let from = 0, to = 0; from < tensor.length; to += 4) {
    image.data[to] = tensor[from++];
    image.data[to + 1] = tensor[from++];
    image.data[to + 2] = tensor[from++];
    image.data[to + 3] = 255;
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}
