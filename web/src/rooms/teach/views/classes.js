import { chosenFiles } from '../../../pictures/folder.js';
import { make } from '../../../views/dom.js';
import { createClassView } from './class.js';

/**
 * All classes, and the ways to fill several at once.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on as for `createClassView`, and
 * @param {() => void} on.add another class
 * @param {(files: {name: string, file: File}[], id: string | null) => void} on.files chosen for
 *   one class, or a folder for several
 */
export function createClassesView(language, on) {
  const list = make('ul', { className: 'teach-classes', role: 'list' });
  const add = make('button', { type: 'button', className: 'button', onclick: on.add });
  const folder = make('button', {
    type: 'button',
    className: 'button',
    onclick: () => chooseFolder.click(),
  });
  const chooseFiles = chooser({ accept: 'image/*', multiple: true }, 'teach-input', (files) =>
    on.files(files, target),
  );
  const chooseFolder = chooser({ webkitdirectory: true }, 'teach-folder-input', (files) =>
    on.files(files, null),
  );
  folder.hidden = !('webkitdirectory' in HTMLInputElement.prototype); // some phones
  let target = null; // the class that files are chosen for
  let views = new Map();
  let classes = [];
  let recording = { classId: null, count: 0 };

  const forOne = {
    ...on,
    pictures(id) {
      target = id;
      chooseFiles.click();
    },
  };
  language.follow(render);

  function render() {
    add.textContent = language.text('teach.add');
    folder.textContent = language.text('teach.folder');
    const known = views;
    views = new Map(
      classes.map(({ id }) => [id, known.get(id) ?? createClassView(language, id, forOne)]),
    );
    for (const [id, { element }] of known) if (!views.has(id)) element.remove();
    for (const [i, own] of classes.entries()) {
      const view = views.get(own.id);
      const frames = own.id === recording.classId ? recording.count : null;
      view.show(own, own.name || language.text('teach.unnamed', { number: i + 1 }), frames);
      if (list.children[i] !== view.element)
        list.insertBefore(view.element, list.children[i] ?? null);
    }
  }

  return {
    element: make(
      'div',
      {},
      list,
      make('div', { className: 'teach-more' }, add, folder),
      chooseFiles,
      chooseFolder,
    ),

    /** @param {import('../collection.js').Collection} collection */
    show(collection) {
      classes = collection.classes;
      render();
    },

    /** @param {string | null} classId that is recorded, null for none */
    showRecording(classId, count = 0) {
      recording = { classId, count };
      render();
    },

    /** The name of the newest class is there to be written. */
    focusLast: () => list.lastChild?.querySelector('input').focus(),
  };
}

function chooser(properties, testid, onFiles) {
  const input = make('input', { type: 'file', hidden: true, ...properties });
  input.dataset.testid = testid;
  input.onchange = () => {
    const files = chosenFiles(input.files);
    input.value = ''; // so that the same files can be chosen again
    if (files.length > 0) onFiles(files);
  };
  return input;
}
