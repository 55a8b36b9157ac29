import { byId } from './dom.js';

const MEGABYTE = 1e6;
const REST = 300; // milliseconds; the pause between two camera frames is no rest

/**
 * How far the model is: loading with megabytes, ready, busy, or not there.
 *
 * @param {object} language from `createLanguage`
 */
export function createStatus(language) {
  const status = byId('status');
  let state = 'loading';
  let progress = null;
  let resting;

  language.follow(render);

  function render() {
    const warming = state === 'loading' && progress && progress.loaded >= progress.total;
    status.dataset.state = state;
    byId('status-text').textContent = language.text(`status.${warming ? 'warming' : state}`);
    byId('progress').hidden = state !== 'loading';
    byId('status-size').hidden = state !== 'loading';
    byId('progress').value = progress ? progress.loaded / progress.total : 0;
    byId('status-size').textContent = progress ? size() : '';
  }

  function size() {
    const megabytes = (bytes) =>
      language.number(bytes / MEGABYTE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return language.text('status.megabytes', {
      loaded: megabytes(progress.loaded),
      total: megabytes(progress.total),
    });
  }

  function change(next) {
    state = next;
    render();
  }

  return {
    /** @param {{loaded: number, total: number} | null} next in bytes; null while unknown */
    showProgress(next) {
      progress = next;
      render();
    },

    /** @param {'loading' | 'ready' | 'busy' | 'error'} next */
    show(next) {
      clearTimeout(resting);
      if (state === 'busy' && next === 'ready') resting = setTimeout(change, REST, next);
      else if (next !== state) change(next); // each rendering costs a frame
    },
  };
}
