import { chosenFiles } from '../../pictures/folder.js';
import { make } from '../../views/dom.js';

/**
 * What the room is for, how pictures are labelled, and the buttons to choose them.
 *
 * @param {object} language from `createLanguage`
 * @param {object} options
 * @param {HTMLElement} options.choice of what is tested
 * @param {(files: {name: string, file: File}[]) => void} options.onFiles
 */
export function createIntro(language, { choice, onFiles }) {
  const title = make('h2', { className: 'test-title' });
  const about = make('p', { className: 'test-about' });
  const folder = chooser({ webkitdirectory: true }, 'test-folder');
  const files = chooser({ multiple: true }, 'test-files');
  const folderButton = make('button', { type: 'button', className: 'button button-main' });
  folderButton.onclick = () => folder.click();
  folderButton.hidden = !('webkitdirectory' in HTMLInputElement.prototype); // some phones
  const filesButton = make('button', { type: 'button', className: 'button' });
  filesButton.onclick = () => files.click();

  const summary = make('summary');
  const tree = make('pre', { className: 'test-tree' });
  const folders = make('p');
  const list = make('p');
  const none = make('p');
  const how = make('details', { className: 'details test-how', open: true });
  how.append(summary, folders, tree, none, list);
  let classes = [];
  language.follow(render);

  function render() {
    title.textContent = language.text('test.title');
    about.textContent = language.text('test.about');
    folderButton.textContent = language.text('test.folder');
    filesButton.textContent = language.text('test.files');
    summary.textContent = language.text('test.how');
    folders.textContent = language.text('test.how.folders');
    tree.textContent = drawTree();
    none.textContent = language.text('test.how.none');
    list.textContent = language.text('test.how.list');
  }

  function drawTree() {
    const own = classes.slice(0, 2).map(({ labels }) => language.label(labels));
    const names = own.length > 0 ? own : [language.text('test.how.class')];
    return [...names, 'none'].map((name, i) => `${name}/${i + 1}.jpg …`).join('\n');
  }

  function chooser(properties, testid) {
    const input = make('input', { type: 'file', hidden: true, dataset: { testid }, ...properties });
    input.onchange = () => {
      const chosen = chosenFiles(input.files);
      input.value = ''; // the same folder again is a change, too
      if (chosen.length > 0) onFiles(chosen);
    };
    return input;
  }

  return {
    element: make(
      'div',
      { className: 'test-intro' },
      title,
      about,
      choice,
      make('div', { className: 'actions' }, folderButton, filesButton),
      folder,
      files,
      how,
    ),

    /** @param {object} model that is tested */
    showModel(model) {
      classes = model.classes;
      render();
    },

    /** There is a test: what it needs is known. */
    fold() {
      how.open = false;
    },
  };
}
