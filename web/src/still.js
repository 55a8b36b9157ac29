import { Fault } from './fault.js';
import { inspect } from './pictures/inspect.js';

const SETTLED = 120; // milliseconds without a change, until the square is looked at

/**
 * One picture at a time: the newest one counts, and an answer to an older
 * one that comes late is not shown. The same holds for its parts.
 *
 * @param {object} options
 * @param {(picture: File, signal: AbortSignal, square?: object) => Promise<object>}
 *   options.classify
 * @param {object} options.views
 * @param {() => void} options.onNew another picture takes over the stage
 */
export function createStill({
  classify,
  views: { stage, square, answer, evidence, announcer, stageAlerts },
  onNew,
}) {
  let job = new AbortController();
  let file = null; // the one on the stage
  let part;
  let name = '';

  function renew() {
    job.abort();
    job = new AbortController();
    return job.signal;
  }

  function begin(fileName) {
    const signal = renew();
    name = fileName;
    file = null;
    part = undefined;
    onNew();
    square.forget();
    stageAlerts.clear();
    evidence.wait();
    answer.showBusy(name);
    return signal;
  }

  async function ask(signal) {
    const result = await classify(file, signal, part);
    if (signal.aborted) return;
    square.show(result);
    evidence.show(result);
    answer.show(result, name);
    announcer.say(result, false);
  }

  function fail(error) {
    file = null;
    stage.showEmpty();
    square.forget();
    evidence.show(null);
    answer.showFailed(name);
    stageAlerts.show(Fault.from(error, 'unexpected'));
  }

  return {
    /** @returns {{name: string, file: File, part?: object} | null} the picture on the stage, and
     *   the part of it that is looked at, if the visitor chose one */
    get picture() {
      return file && { name, file, part };
    },

    /**
     * @param {string} fileName
     * @param {() => File | Promise<File>} getFile
     */
    async look(fileName, getFile) {
      const signal = begin(fileName);
      try {
        const picture = await getFile();
        await inspect(picture); // showing is decoding, too
        if (signal.aborted) return;
        file = picture;
        stage.showPicture(file);
        await ask(signal);
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    },

    /**
     * The same picture again, another part of it.
     *
     * @param {{left: number, top: number, side: number}} next in pixels of the picture
     */
    async lookCloser(next) {
      const signal = renew();
      part = next;
      try {
        await new Promise((resolve) => setTimeout(resolve, SETTLED));
        if (!signal.aborted) await ask(signal);
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    },

    /** The same again: another model answers from now on. */
    async again() {
      if (!file) return;
      const signal = renew();
      evidence.wait();
      answer.showBusy(name);
      try {
        await ask(signal);
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    },

    /** Nobody waits for the picture any more. */
    leave() {
      job.abort();
      file = null;
      square.forget();
    },
  };
}
