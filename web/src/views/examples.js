import { byId, make } from './dom.js';

/**
 * The row of pictures to tap, which also says what the model knows. Its
 * buttons are made once: one that were made anew would lose the focus.
 *
 * @param {object} language from `createLanguage`
 * @param {{name: string, url: string}[]} examples
 * @param {(example: object) => void} onTap
 */
export function createExamples(language, examples, onTap) {
  let classes = null;
  const items = examples.map((example) => makeItem(example, onTap));
  byId('examples').replaceChildren(...items.map(({ item }) => item));
  language.follow(render);

  function render() {
    items.forEach(({ item, button, caption }, i) => {
      const known = classes?.get(examples[i].name);
      item.hidden = classes !== null && !known;
      caption.textContent = known ? language.label(known.labels) : '';
      button.ariaLabel =
        caption.textContent || language.text('examples.waiting', { number: i + 1 });
    });
  }

  return {
    /** @param {object} metadata names the classes */
    showModel(metadata) {
      classes = new Map(metadata.classes.map((entry) => [entry.name, entry]));
      render();
    },
  };
}

function makeItem(example, onTap) {
  const image = make('img', {
    fetchPriority: 'low', // the worker and the weights are asked for at the same time
    src: example.url,
    alt: '',
    width: 48,
    height: 48,
  });
  const caption = make('span', { className: 'example-name' });
  const button = make(
    'button',
    { type: 'button', className: 'example', dataset: { class: example.name } },
    image,
    caption,
  );
  button.onclick = () => onTap(example);
  return { item: make('li', {}, button), button, caption };
}
