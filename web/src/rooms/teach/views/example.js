import { make } from '../../../views/dom.js';

/**
 * The dialog in which an example is looked at, moved to another class, or removed.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(exampleId: string, classId: string) => void} on.move
 * @param {(exampleId: string) => void} on.removeExample
 * @param {() => {id: string, name: string, examples: object[]}[]} on.classes as they are now
 * @param {() => void} on.lost what had the focus before the dialog is gone when it closes
 */
export function createExampleView(language, on) {
  const heading = make('h2', { id: 'teach-example-title' });
  const image = make('img', { className: 'teach-large', alt: '' });
  const before = textButton(() => step(-1));
  const after = textButton(() => step(1));
  const label = make('span', {});
  const select = make('select', { className: 'teach-select' });
  const remove = textButton(() => {
    const next = neighbour(1) ?? neighbour(-1);
    on.removeExample(current);
    show(next);
  });
  const close = textButton(() => dialog.close(), 'button-main');
  const dialog = make(
    'dialog',
    { className: 'dialog teach-dialog' },
    heading,
    image,
    make('div', { className: 'actions' }, before, after),
    make('label', { className: 'teach-move' }, label, select),
    make('div', { className: 'actions' }, remove, close),
  );
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.onclose = () => {
    URL.revokeObjectURL(image.src);
    if (!opener.isConnected) on.lost();
  };
  select.onchange = () => {
    on.move(current, select.value);
    render();
  };
  dialog.onkeydown = ({ key, target }) => {
    if (target === select) return;
    if (key === 'ArrowRight') step(1);
    if (key === 'ArrowLeft') step(-1);
  };
  let current = null;
  let opener = null;
  language.follow(render);

  const place = () =>
    on.classes().find(({ examples }) => examples.some(({ id }) => id === current));

  function neighbour(offset) {
    const { examples } = place();
    const at = examples.findIndex(({ id }) => id === current);
    return examples[at + offset]?.id ?? null;
  }

  function step(offset) {
    const next = neighbour(offset);
    if (next) show(next);
  }

  function show(exampleId) {
    current = exampleId;
    if (!exampleId) return dialog.close();
    const { picture } = place().examples.find(({ id }) => id === exampleId);
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(picture);
    render();
  }

  function render() {
    before.textContent = language.text('teach.before');
    after.textContent = language.text('teach.after');
    label.textContent = language.text('teach.move');
    remove.textContent = language.text('teach.removeExample');
    close.textContent = language.text('help.close');
    if (!current) return;
    const own = place();
    if (!own) return dialog.close(); // undone meanwhile
    const number = own.examples.findIndex(({ id }) => id === current) + 1;
    heading.textContent = language.text('teach.example', { number, title: own.name });
    before.disabled = !neighbour(-1);
    after.disabled = !neighbour(1);
    select.replaceChildren(
      ...on.classes().map(({ id, name }) => make('option', { value: id, textContent: name })),
    );
    select.value = own.id;
  }

  return {
    element: dialog,

    /** @param {string} exampleId */
    open(exampleId) {
      opener = document.activeElement;
      show(exampleId);
      dialog.showModal();
    },
  };
}

function textButton(onclick, className = '') {
  return make('button', { type: 'button', className: `button ${className}`, onclick });
}
