import { make } from '../../views/dom.js';
import { CHOICES, choiceOf } from './names.js';

/**
 * Asks once what the names stand for that are called like no class.
 *
 * @param {object} language from `createLanguage`
 * @returns {{element: HTMLElement, ask: Function, close: () => void}}
 */
export function createNamesDialog(language) {
  const title = make('h2', { id: 'test-names-title' });
  const about = make('p', { className: 'hint' });
  const rows = make('div', { className: 'test-names-rows' });
  const done = make('button', { type: 'button', className: 'button button-main' });
  const dialog = make('dialog', { className: 'dialog test-names' }, title, about, rows, done);
  dialog.setAttribute('aria-labelledby', title.id);
  let classes = [];
  let settle = () => {};
  done.onclick = () => {
    settle([...rows.querySelectorAll('select')].map(({ value }) => value));
    dialog.close();
  };
  dialog.onclose = () => !dialog.open && settle(null); // not if it was opened again meanwhile
  language.follow(render);

  function render() {
    title.textContent = language.text('test.names');
    about.textContent = language.text('test.names.hint');
    done.textContent = language.text('test.names.done');
    for (const select of rows.querySelectorAll('select')) {
      const { value } = select;
      select.replaceChildren(...options());
      select.value = value;
    }
    for (const count of rows.querySelectorAll('[data-count]')) {
      count.textContent = language.text('test.names.count', { count: Number(count.dataset.count) });
    }
  }

  const options = () => [
    make('option', { value: CHOICES.omit, textContent: language.text('test.names.omit') }),
    make('option', { value: CHOICES.none, textContent: language.text('test.names.none') }),
    ...classes.map((entry) =>
      make('option', { value: choiceOf(entry), textContent: language.label(entry.labels) }),
    ),
  ];

  function makeRow({ label, count, choice }) {
    const select = make('select', {}, ...options());
    select.value = choice;
    return make(
      'label',
      { className: 'test-name' },
      make(
        'span',
        { className: 'test-name-text' },
        make('span', { textContent: label }),
        ' ',
        make('span', { className: 'hint', dataset: { count } }),
      ),
      select,
    );
  }

  return {
    element: dialog,

    /**
     * @param {{label: string, count: number, choice: string}[]} names `choice` is what is chosen
     *   before the visitor chooses
     * @param {object[]} nextClasses of the model
     * @returns {Promise<string[] | null>} choices in the order of the names; null if the visitor,
     *   or `close`, closed the dialog
     */
    ask(names, nextClasses) {
      settle(null);
      classes = nextClasses;
      rows.replaceChildren(...names.map(makeRow));
      render();
      if (!dialog.open) dialog.showModal();
      return new Promise((resolve) => {
        settle = resolve;
      });
    },

    close: () => dialog.close(),
  };
}
