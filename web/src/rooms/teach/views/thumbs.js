import { make } from '../../../views/dom.js';

/**
 * The small pictures of a class: one stop for the tab key, arrows within.
 *
 * @param {object} language from `createLanguage`
 * @param {(exampleId: string) => void} onLook
 */
export function createThumbs(language, onLook) {
  const list = make('ul', { className: 'teach-thumbs', role: 'list' });
  let buttons = new Map(); // by the example's id

  list.onkeydown = (event) => {
    const all = [...buttons.values()];
    const at = all.indexOf(document.activeElement);
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || !all[goal]) return;
    event.preventDefault();
    stopAt(all[goal]);
    all[goal].focus();
  };

  function stopAt(button) {
    for (const each of buttons.values()) each.tabIndex = each === button ? 0 : -1;
  }

  return {
    element: list,

    /**
     * @param {import('../collection.js').Example[]} examples
     * @param {string} title of their class
     */
    show(examples, title) {
      const known = buttons;
      buttons = new Map(
        examples.map(({ id, picture }) => [id, known.get(id) ?? makeThumb(id, picture, onLook)]),
      );
      const items = [...buttons.values()].map((button, i) => {
        button.ariaLabel = language.text('teach.example', { number: i + 1, title });
        return button.parentElement ?? make('li', {}, button);
      });
      const isSame =
        items.length === list.children.length &&
        items.every((item, i) => item === list.children[i]);
      if (!isSame) list.replaceChildren(...items);
      list.hidden = items.length === 0;
      list.ariaLabel = title;
      const [first] = buttons.values();
      if (first && ![...buttons.values()].some(({ tabIndex }) => tabIndex === 0)) stopAt(first);
    },
  };
}

function makeThumb(id, picture, onLook) {
  const src = URL.createObjectURL(picture);
  const release = () => URL.revokeObjectURL(src);
  const image = make('img', {
    src,
    alt: '',
    width: 56,
    height: 56,
    onload: release,
    onerror: release,
  });
  const properties = { type: 'button', className: 'teach-thumb', tabIndex: -1 };
  return make('button', { ...properties, onclick: () => onLook(id) }, image);
}
