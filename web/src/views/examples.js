import { byId, make } from './dom.js';

/**
 * The row of pictures to tap, which also says what the model knows.
 *
 * @param {object} language from `createLanguage`
 * @param {{name: string, url: string}[]} examples
 * @param {(example: object) => void} onTap
 */
export function createExamples(language, examples, onTap) {
  let classes = null;
  language.follow(render);

  function render() {
    byId('examples').replaceChildren(
      ...examples
        .filter(({ name }) => !classes || classes.has(name))
        .map((example, i) => {
          const labels = classes?.get(example.name).labels;
          const label = labels
            ? language.label(labels)
            : language.text('examples.waiting', { number: i + 1 });
          const image = make('img', { src: example.url, alt: '', width: 48, height: 48 });
          const caption = make('span', {
            className: 'example-name',
            textContent: labels ? label : '',
          });
          const button = make(
            'button',
            { type: 'button', className: 'example', dataset: { class: example.name } },
            image,
            caption,
          );
          button.ariaLabel = label;
          button.onclick = () => onTap(example);
          return make('li', {}, button);
        }),
    );
  }

  return {
    /** @param {object} metadata names the classes */
    showModel(metadata) {
      classes = new Map(metadata.classes.map((entry) => [entry.name, entry]));
      render();
    },
  };
}
