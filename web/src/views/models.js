import '../../styles/models.css';
import { chosenFiles } from '../pictures/folder.js';
import { make } from './dom.js';

/**
 * The dialog in which a model is picked, or one's own is brought.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(key: string) => void} on.choose
 * @param {(files: {name: string, file: File}[]) => void} on.bring
 * @param {(key: string) => void} on.keep
 * @param {(key: string) => void} on.remove
 * @param {() => void} on.card
 */
export function createModelsDialog(language, on) {
  const list = make('ul', { className: 'model-list', role: 'list' });
  const dialog = make('dialog', { className: 'dialog models' });
  dialog.setAttribute('aria-labelledby', 'models-title');
  let models = [];
  let current = null;

  const files = chooser({ multiple: true, accept: '.zip,.json,.bin' });
  const folder = chooser({ webkitdirectory: true });
  const folderButton = textButton('models.folder', 'button', () => folder.click());
  folderButton.hidden = !('webkitdirectory' in HTMLInputElement.prototype); // some phones
  dialog.append(
    make('h2', { id: 'models-title', dataset: { text: 'models.title' } }),
    list,
    textButton('card.title', 'button', () => close(on.card)),
    make('h3', { className: 'models-own', dataset: { text: 'models.own' } }),
    make('p', { className: 'models-hint', dataset: { text: 'models.own.hint' } }),
    make(
      'div',
      { className: 'actions' },
      textButton('models.files', 'button', () => files.click()),
      folderButton,
    ),
    files,
    folder,
    textButton('help.close', 'button button-main', () => dialog.close()),
  );
  document.body.append(dialog);
  language.follow(render);

  function render() {
    for (const element of dialog.querySelectorAll('[data-text]')) {
      element.textContent = language.text(element.dataset.text);
    }
    const focused = list.querySelector('.model:focus-within')?.firstChild.dataset.model;
    list.replaceChildren(...models.map(row));
    if (focused) focus(focused);
  }

  /** Or the first row, if that model has been removed. */
  function focus(key) {
    const choices = [...list.querySelectorAll('.model-choice')];
    (choices.find(({ dataset }) => dataset.model === key) ?? choices[0])?.focus();
  }

  function row(model) {
    const { key, title, isOwn, isKept } = model;
    const choice = make(
      'button',
      { type: 'button', className: 'model-choice', dataset: { model: key } },
      make('span', { className: 'model-title', textContent: title ? language.label(title) : key }),
      make('span', { className: 'model-state', textContent: stateOf(model) }),
    );
    choice.ariaCurrent = String(model === current);
    choice.onclick = () => close(() => model === current || on.choose(key));
    const item = make('li', { className: 'model' }, choice);
    if (isOwn && !isKept) item.append(textButton('models.keep', 'button', () => on.keep(key)));
    if (isOwn) item.append(textButton('models.remove', 'button', () => on.remove(key)));
    return item;
  }

  function stateOf(model) {
    const states = [];
    if (model === current) states.push('models.inUse');
    if (model.isOwn) states.push(model.isKept ? 'models.kept' : 'models.visit');
    return states.map((state) => language.text(state)).join(' · ');
  }

  function textButton(key, className, onclick) {
    const label = language.text(key);
    const properties = { type: 'button', className, textContent: label, dataset: { text: key } };
    return Object.assign(make('button', properties), { onclick });
  }

  function chooser(properties) {
    const input = make('input', { type: 'file', hidden: true, ...properties });
    input.onchange = () => {
      const chosen = chosenFiles(input.files);
      input.value = '';
      if (chosen.length > 0) close(() => on.bring(chosen));
    };
    return input;
  }

  /** First: what it leads to may open a dialog of its own, or say something on the page. */
  function close(then) {
    dialog.close();
    then();
  }

  return {
    open: () => dialog.showModal(),

    /**
     * @param {object[]} nextModels as in `models.js`
     * @param {object | null} nextCurrent the one in use
     */
    show(nextModels, nextCurrent) {
      models = nextModels;
      current = nextCurrent;
      render();
    },
  };
}
