import { byId, make } from './dom.js';

/**
 * Whether the page can do without a network, whether it has to, and whether
 * there is a new version of it.
 *
 * @param {object} language from `createLanguage`
 */
export function createOfflineView(language) {
  let isKept = false;
  let onReload = null;

  language.follow(render);
  window.addEventListener('online', render);
  window.addEventListener('offline', render);

  function render() {
    byId('offline').textContent = sayNetwork();
    if (!onReload) return;
    const button = make('button', { type: 'button', className: 'notice-action' });
    button.textContent = language.text('update.reload');
    button.onclick = onReload;
    const sentence = make('p', { textContent: language.text('update.ready') });
    byId('update').replaceChildren(sentence, button);
  }

  function sayNetwork() {
    if (navigator.onLine) return isKept ? language.text('offline.kept') : '';
    return language.text(isKept ? 'offline.working' : 'offline.now');
  }

  return {
    /** @param {boolean} kept whether all that the page uses is kept on this device */
    showKept(kept) {
      isKept = kept;
      render();
    },

    /** @param {() => void} reload called when the visitor wants the new version */
    offerUpdate(reload) {
      onReload = reload;
      render();
    },
  };
}
