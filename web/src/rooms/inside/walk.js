import { Fault } from '../../fault.js';
import { createOcclusionView } from './occlusion-view.js';
import { createWalkView } from './walk-view.js';

/**
 * The way of one picture through the model in use, layer after layer. What a layer makes of the
 * picture is asked for when it is looked at, so that no more than one is held at a time.
 *
 * @param {object} options
 * @param {object} options.language from `createLanguage`
 * @param {(question: (engine: object) => Promise<any>) => Promise<any>} options.ask
 * @param {(fault: Fault) => void} options.onFault
 */
export function createWalk({ language, ask, onFault }) {
  let job = new AbortController();
  let step = new AbortController();
  const view = createWalkView(language, (place) => way && go(place));
  const occlusion = createOcclusionView(language, { ask, onFault });
  let way = null; // what is walked: `metadata`, `seen`, `layers`
  view.element.append(occlusion.element);

  function renew() {
    job.abort();
    step.abort();
    job = new AbortController();
    way = null;
    occlusion.forget();
    return job.signal;
  }

  /** Another model may be in use by then, which would not know what this one has seen. */
  function askWhile(signal, question) {
    return ask((engine) => {
      signal.throwIfAborted();
      return question(engine);
    });
  }

  async function tell(signal, action) {
    try {
      await action();
    } catch (error) {
      if (!signal.aborted) onFault(Fault.from(error, 'unexpected'));
    }
  }

  function go(place) {
    step.abort();
    step = new AbortController();
    const { signal } = step;
    const { seen, layers } = way;
    view.showStep(place);
    return tell(signal, async () => {
      const { name } = layers[place];
      const made = await askWhile(signal, (engine) => engine.layer(seen, name));
      if (!signal.aborted) view.showMade(place, made);
    });
  }

  return {
    element: view.element,

    /**
     * @param {{file: File, part?: object}} picture
     * @param {object} metadata of the model in use
     */
    start({ file, part }, metadata) {
      const signal = renew();
      view.showWaiting();
      return tell(signal, async () => {
        const answer = await askWhile(signal, (engine) => engine.classify(file, signal, part));
        const { seen } = answer;
        const layers = await askWhile(signal, (engine) => engine.layers(seen));
        if (signal.aborted) return;
        way = { metadata, seen, layers };
        view.showWay(way);
        if (!metadata.outputs.class_maps) occlusion.show(metadata, answer);
        await go(0);
      });
    },

    /** Gives the memory back. */
    forget() {
      renew();
      view.showWaiting();
    },
  };
}
