import { byId, make } from './dom.js';

const KEPT = 60_000; // milliseconds; some browsers read the file well after the click

/**
 * The buttons to hand an answer on.
 *
 * @param {object} language from `createLanguage`
 * @param {(way: 'share' | 'save' | 'link') => void} onWay
 */
export function createTakeaway(language, onWay) {
  const box = byId('takeaway');
  let said = null;

  for (const button of box.querySelectorAll('button')) {
    button.onclick = () => onWay(button.dataset.way);
  }
  byId('share').hidden = !canShareFiles();
  language.follow(render);

  function render() {
    byId('takeaway-said').textContent = said ? language.text(...said) : '';
  }

  return {
    /** @param {boolean} isThere whether there is an answer to hand on */
    show(isThere) {
      box.hidden = !isThere;
      said = null;
      render();
    },

    /** @param {[string, object] | null} next key and values of a sentence */
    say(next) {
      said = next;
      render();
    },
  };
}

/** @param {File} file to be saved under its name */
export function offerFile(file) {
  const href = URL.createObjectURL(file);
  make('a', { href, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT);
}

function canShareFiles() {
  const files = [new File([''], 'kilas.png', { type: 'image/png' })];
  return Boolean(navigator.canShare?.({ files }));
}
