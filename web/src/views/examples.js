import { byId, make } from './dom.js';

const CHIPS_AT_MOST = 20;

/**
 * The row of pictures to tap, which also says what the model knows; classes
 * without a picture are named. The buttons are made once: one that were made
 * anew would lose the focus.
 *
 * @param {object} language from `createLanguage`
 * @param {{name: string, url: string, ground: string}[]} examples of all classes with a picture
 * @param {Set<object>} awaited those of them that are shown before the model is known
 * @param {(example: object) => void} onTap
 */
export function createExamples(language, examples, awaited, onTap) {
  let classes = null;
  const items = examples.map((example) => makeItem(example, onTap));
  byId('examples').replaceChildren(...items.map(({ item }) => item));
  language.follow(render);

  function render() {
    items.forEach(({ item, image, button, caption }, i) => {
      const known = classes?.get(examples[i].name);
      item.hidden = classes ? !known : !awaited.has(examples[i]);
      if (!item.hidden) image.src ||= examples[i].url; // what nobody sees is not asked for
      caption.textContent = known ? language.label(known.labels) : '';
      button.ariaLabel =
        caption.textContent || language.text('examples.waiting', { number: i + 1 });
    });
    const hasExamples = items.some(({ item }) => !item.hidden);
    byId('examples').hidden = !hasExamples;
    byId('examples-title').textContent = language.text(
      `examples.${hasExamples ? 'label' : 'known'}`,
    );
    byId('chips').replaceChildren(...chips());
  }

  function chips() {
    const pictured = new Set(examples.map(({ name }) => name));
    const unpictured = [...(classes?.values() ?? [])].filter(({ name }) => !pictured.has(name));
    const names = unpictured
      .slice(0, CHIPS_AT_MOST)
      .map(({ emoji, labels }) => `${emoji} ${language.label(labels)}`.trim());
    const more = unpictured.length - names.length;
    if (more > 0) names.push(language.text('examples.more', { count: more }));
    return names.map((textContent) => make('li', { className: 'chip', textContent }));
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
    alt: '',
    width: 48,
    height: 48,
  });
  image.style.setProperty('background', example.ground);
  const caption = make('span', { className: 'example-name' });
  const button = make(
    'button',
    { type: 'button', className: 'example', dataset: { class: example.name } },
    image,
    caption,
  );
  button.onclick = () => onTap(example);
  return { item: make('li', {}, button), image, button, caption };
}
