import { Fault } from '../../fault.js';
import { make } from '../../views/dom.js';
import { rangeOf } from './maps.js';
import { findOcclusion } from './occlusion.js';
import { paintSpotlight } from './spotlight.js';

/**
 * What the answer of a model without class maps rests on: found by covering the picture part by
 * part, which takes as long as some dozens of answers.
 *
 * @param {object} language from `createLanguage`
 * @param {object} options
 * @param {(question: Function) => Promise<any>} options.ask
 * @param {(fault: Fault) => void} options.onFault
 */
export function createOcclusionView(language, { ask, onFault }) {
  const title = make('h3');
  const lead = make('p');
  const start = make('button', { type: 'button', className: 'button' });
  const cancel = make('button', { type: 'button', className: 'button' });
  const progress = make('progress', { className: 'progress' });
  const canvas = make('canvas', { className: 'large-canvas' });
  const caption = make('figcaption', { className: 'inside-hint' });
  const figure = make('figure', { className: 'occlusion-map' }, canvas, caption);
  const element = make('div', { className: 'occlusion' }, title, lead, start, progress, cancel);
  element.append(figure);
  caption.ariaLive = 'polite';
  canvas.setAttribute('role', 'img');
  start.onclick = find;
  cancel.onclick = stop;
  let job = null; // while it is looked for
  let subject = null; // `metadata`, `seen` and the class that is best
  let map = null;
  language.follow(render);

  function render() {
    element.hidden = !subject;
    start.hidden = job !== null || map !== null;
    progress.hidden = cancel.hidden = job === null;
    figure.hidden = !map;
    title.textContent = language.text('inside.occlusion');
    start.textContent = language.text('inside.occlusion.start');
    cancel.textContent = language.text('inside.occlusion.cancel');
    progress.ariaLabel = language.text('inside.occlusion.progress');
    if (!subject) return;
    const label = language.label(subject.best.labels);
    lead.textContent = language.text('inside.occlusion.lead', { label });
    if (!map) return;
    const most = language.percent(Math.max(0, rangeOf(map.values).most));
    caption.textContent = language.text('inside.occlusion.found', { label, most });
    canvas.ariaLabel = caption.textContent;
  }

  function stop() {
    job?.abort();
    job = null;
    render();
    if (!element.hidden) start.focus();
  }

  async function find() {
    const mine = new AbortController();
    const { signal } = mine;
    const { seen, index } = subject;
    job = mine;
    progress.removeAttribute('value');
    render();
    cancel.focus();
    try {
      const found = await findOcclusion({
        seen,
        index,
        signal,
        answer: async (picture) => {
          const ofThisModel = (engine) => {
            signal.throwIfAborted();
            return engine.answer(picture, signal);
          };
          return (await ask(ofThisModel)).probabilities;
        },
        onProgress(done, total) {
          progress.max = total;
          progress.value = done;
        },
      });
      map = found;
      job = null;
      paintSpotlight(canvas, seen, map, map.grid, rangeOf(map.values).most);
      render();
    } catch (error) {
      if (signal.aborted) return;
      stop();
      onFault(Fault.from(error, 'unexpected'));
    }
  }

  return {
    element,

    /**
     * @param {object} metadata of the model
     * @param {{seen: Float32Array, predictions: object[]}} answer from the engine
     */
    show({ classes }, { seen, predictions: [best] }) {
      map = null;
      subject = { seen, best, index: classes.findIndex(({ name }) => name === best.name) };
      render();
    },

    /** The picture or the model is another one, or the room is left. */
    forget() {
      job?.abort();
      job = subject = map = null;
      canvas.width = canvas.height = 0;
      render();
    },
  };
}
