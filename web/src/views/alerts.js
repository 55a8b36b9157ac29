import { make } from './dom.js';

/**
 * Sentences about what went wrong, one at a time, where it went wrong.
 *
 * @param {HTMLElement} place
 * @param {object} language from `createLanguage`
 */
export function createAlerts(place, language) {
  let fault = null;

  function render() {
    if (!fault) return place.replaceChildren();
    const close = make('button', { type: 'button', className: 'alert-close', textContent: '×' });
    close.ariaLabel = language.text('alert.close');
    close.onclick = clear;
    const sentence = make('p', { textContent: language.sentence(fault) });
    const alert = make('div', { className: 'alert' }, sentence, close);
    alert.role = 'alert';
    place.replaceChildren(alert);
  }

  function clear() {
    fault = null;
    render();
  }

  language.follow(render);
  return {
    /** @param {import('../fault.js').Fault} next */
    show(next) {
      fault = next;
      render();
    },
    clear,
  };
}
