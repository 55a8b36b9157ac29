import { make } from '../../views/dom.js';
import { showThumbnails } from '../../views/thumbnails.js';

/** In pixels, for screens of twice the density. */
export const THUMBNAIL_SIZE = 240;

/**
 * Pictures with what they show and what was answered; each can be taken to the desk.
 *
 * @param {object} language from `createLanguage`
 * @param {object[]} classes from metadata
 * @param {object} on
 * @param {(file: File) => Promise<Blob | null>} on.thumbnail
 * @param {(picture: {name: string, file: File}) => void} on.look
 * @returns {{element: HTMLElement, fill: (items: import('./run.js').Item[]) => void}}
 */
export function createGallery(language, classes, on) {
  const list = make('ul', { className: 'gallery', role: 'list' });
  const pictures = new WeakMap();
  const countColumns = () => getComputedStyle(list).gridTemplateColumns.split(' ').length;
  const thumbnails = showThumbnails(list, countColumns, (row) => on.thumbnail(pictures.get(row)));

  function makeTile(item) {
    const { name, file, fault } = item;
    const title = fault ? language.sentence(fault) : name; // what is cut off in the tile
    const button = make(
      'button',
      { type: 'button', className: 'tile-text', title },
      make('span', { className: 'tile-truth', textContent: truthOf(item) }),
      ' ', // a screen reader runs the parts of a button together
      make('span', { className: 'tile-answer', textContent: answerOf(item) }),
      ' ',
      make('span', { className: 'tile-name', textContent: name.split('/').at(-1) }),
    );
    button.onclick = () => on.look({ name, file });
    const tile = make('li', { className: 'tile' }, make('span', { className: 'tile-picture' }));
    tile.append(button);
    tile.dataset.file = name;
    pictures.set(tile, file);
    return tile;
  }

  const truthOf = ({ truth }) =>
    truth < 0 ? language.text('test.names.none') : language.label(classes[truth].labels);

  function answerOf({ answer, fault }) {
    if (fault) return language.sentence(fault);
    const [{ labels, probability }] = answer.predictions;
    return `${language.label(labels)} ${language.percent(probability)}`;
  }

  return {
    element: list,
    fill(items) {
      thumbnails.clear();
      list.replaceChildren(...items.map(makeTile));
      list.scrollTop = 0;
      thumbnails.refresh();
    },
  };
}
