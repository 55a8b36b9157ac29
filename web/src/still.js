import { Fault } from './fault.js';

/**
 * One picture at a time: the newest one counts, and an answer to an older
 * one that comes late is not shown.
 *
 * @param {object} options
 * @param {(picture: File, signal: AbortSignal) => Promise<object>} options.classify
 * @param {object} options.views
 * @param {() => void} options.onNew another picture takes over the stage
 */
export function createStill({
  classify,
  views: { stage, answer, evidence, announcer, stageAlerts },
  onNew,
}) {
  let job = new AbortController();

  function begin(fileName) {
    job.abort();
    job = new AbortController();
    onNew();
    stageAlerts.clear();
    evidence.wait();
    answer.showBusy(fileName);
    return job.signal;
  }

  return {
    /**
     * @param {string} fileName
     * @param {() => File | Promise<File>} getFile
     */
    async look(fileName, getFile) {
      const signal = begin(fileName);
      try {
        const file = await getFile();
        if (signal.aborted) return;
        stage.showPicture(file);
        const result = await classify(file, signal);
        if (signal.aborted) return;
        evidence.show(result);
        answer.show(result, fileName);
        announcer.say(result, false);
      } catch (error) {
        if (signal.aborted) return;
        stage.showEmpty();
        evidence.show(null);
        answer.showFailed(fileName);
        stageAlerts.show(Fault.from(error, 'unexpected'));
      }
    },

    /** Nobody waits for the picture any more. */
    leave() {
      job.abort();
    },
  };
}
