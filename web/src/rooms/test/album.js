import { make } from '../../views/dom.js';
import { createGallery } from './gallery.js';

/**
 * A dialog full of pictures: those behind a number.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on as for `createGallery`
 */
export function createAlbum(language, on) {
  const title = make('h2', { id: 'test-album-title' });
  const place = make('div');
  const close = make('button', { type: 'button', className: 'button button-main' });
  const dialog = make('dialog', { className: 'dialog test-album' }, title, place, close);
  dialog.setAttribute('aria-labelledby', title.id);
  close.onclick = () => dialog.close();
  dialog.onclose = () => place.replaceChildren();
  language.follow(() => {
    close.textContent = language.text('help.close');
  });

  return {
    element: dialog,

    /**
     * @param {string} text above the pictures
     * @param {import('./run.js').Item[]} items
     * @param {object[]} classes from metadata
     */
    open(text, items, classes) {
      title.textContent = text;
      const look = (picture) => {
        dialog.close();
        on.look(picture);
      };
      const gallery = createGallery(language, classes, { ...on, look });
      place.replaceChildren(gallery.element);
      dialog.showModal();
      gallery.fill(items);
    },

    close: () => dialog.close(),
  };
}
