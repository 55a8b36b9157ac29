import { Fault } from '../../fault.js';

/**
 * A picture that is tried: answered now, and again whenever something was learned.
 *
 * @param {object} options
 * @param {(file: File, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {() => import('./taught.js').Taught | null} options.taught
 * @param {object} options.stage
 * @param {object} options.answer the view
 * @param {(fault: Fault) => void} options.onFault
 */
export function createTrying({ embed, taught, stage, answer, onFault }) {
  let job = new AbortController();
  let file = null;
  let embedding = null;

  function forget() {
    job.abort();
    file = embedding = null;
  }

  function show() {
    if (!embedding) return;
    if (taught()) answer.show(taught().answer(embedding));
    else answer.showEmpty();
  }

  async function look(next) {
    forget();
    job = new AbortController();
    const { signal } = job;
    file = next;
    stage.showPicture(file);
    answer.showBusy();
    try {
      const found = await embed(file, signal);
      if (signal.aborted) return;
      embedding = found;
      show();
    } catch (error) {
      if (signal.aborted) return;
      forget();
      stage.showEmpty();
      answer.showEmpty();
      onFault(Fault.from(error, 'unexpected'));
    }
  }

  return {
    look,
    forget,
    show,

    /** Another model is in use. */
    again: () => file && look(file),
  };
}
