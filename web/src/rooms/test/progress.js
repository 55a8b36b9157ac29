import { make } from '../../views/dom.js';

/**
 * How far a test has come, and the button to stop it or to go on.
 *
 * @param {object} language from `createLanguage`
 * @param {{stop: () => void, resume: () => void}} on
 */
export function createProgress(language, on) {
  const done = make('span', { id: 'test-done', className: 'test-done' });
  const bar = make('progress', { className: 'progress test-bar' });
  bar.setAttribute('aria-labelledby', done.id);
  const stop = make('button', { type: 'button', className: 'test-tool' });
  stop.onclick = () => (state.isRunning ? on.stop() : on.resume());
  const line = make('div', { className: 'test-progress', hidden: true }, done, bar, stop);
  const waiting = make('p', { className: 'hint', role: 'status' });
  const said = make('p', { className: 'visually-hidden', role: 'status' });
  let state = { done: 0, items: [], isRunning: false };
  let isWaiting = false;
  language.follow(render);

  function render() {
    const { done: count, isRunning } = state;
    const total = state.items.length;
    line.hidden = count === total;
    done.textContent = language.text('results.progress', { done: count, total });
    bar.max = total;
    bar.value = count;
    stop.textContent = language.text(isRunning ? 'results.stop' : 'results.resume');
    waiting.textContent = isWaiting ? language.text('test.waiting') : '';
  }

  return {
    element: make('div', {}, waiting, line, said),

    /** @param {{done: number, items: object[], isRunning: boolean}} run as of `createRun` */
    show({ done: count, items, isRunning }) {
      state = { done: count, items, isRunning };
      render();
    },

    /** @param {boolean} next whether pictures are there before the model */
    wait(next) {
      isWaiting = next;
      render();
    },

    /**
     * Tells a screen reader what came out.
     *
     * @param {{done: number, items: object[]}} run
     * @param {{accuracy: number} | undefined} metrics undefined if nothing was looked at
     */
    say({ done: count, items }, metrics) {
      const share = metrics?.accuracy === undefined ? '–' : language.figure(metrics.accuracy);
      const values = { done: count, total: items.length, share };
      said.textContent = language.text('test.said', values);
    },
  };
}
