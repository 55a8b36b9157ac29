import { make } from '../../../views/dom.js';

/**
 * What can be done with all classes together, and what was done last.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {() => void} on.undo
 * @param {(isWanted: boolean) => void} on.keep on this device
 * @param {() => void} on.save as a file
 * @param {(file: File) => void} on.open such a file
 * @param {() => void} on.clear
 * @param {() => void} on.stop looking at the files that wait
 */
export function createToolsView(language, on) {
  const undo = make('button', { type: 'button', className: 'button', onclick: on.undo });
  const save = make('button', { type: 'button', className: 'button', onclick: on.save });
  const open = make('button', {
    type: 'button',
    className: 'button',
    onclick: () => input.click(),
  });
  const clear = make('button', { type: 'button', className: 'button', onclick: on.clear });
  const box = make('input', { type: 'checkbox', onchange: () => on.keep(box.checked) });
  const keepText = make('span', {});
  const status = make('p', { className: 'teach-said', role: 'status' });
  const bar = make('progress', { className: 'progress', max: 1 });
  const stop = make('button', { type: 'button', className: 'button', onclick: on.stop });
  const work = make('div', { className: 'teach-work', hidden: true }, bar, stop);
  const input = make('input', { type: 'file', accept: '.json,application/json', hidden: true });
  input.dataset.testid = 'teach-file-input';
  input.onchange = () => {
    const [file] = input.files;
    input.value = '';
    if (file) on.open(file);
  };
  let said = null;
  language.follow(render);

  function render() {
    undo.textContent = language.text('teach.undo');
    save.textContent = language.text('teach.save');
    open.textContent = language.text('teach.open.file');
    clear.textContent = language.text('teach.clear');
    stop.textContent = language.text('results.stop');
    keepText.textContent = language.text('teach.keep');
    bar.ariaLabel = language.text('answer.busy');
    status.textContent = said ? language.text(...said) : '';
  }

  return {
    element: make(
      'div',
      { className: 'teach-tools' },
      status,
      work,
      make('div', { className: 'teach-more' }, undo, save, open, clear),
      make('label', { className: 'teach-keep' }, box, keepText),
      input,
    ),

    /** @param {{canUndo: boolean, hasExamples: boolean}} state */
    show({ canUndo, hasExamples }) {
      undo.disabled = !canUndo;
      save.disabled = clear.disabled = !hasExamples;
    },

    focusUndo: () => undo.focus(),

    /** @param {boolean} isKept */
    showKept(isKept) {
      box.checked = isKept;
    },

    /** @param {string} key of a sentence @param {object} [values] for its gaps */
    say(key, values) {
      said = [key, values];
      render();
    },

    /** @param {{done: number, total: number} | null} progress null when nothing waits any more */
    showWork(progress) {
      work.hidden = !progress;
      if (progress) bar.value = progress.done / progress.total;
    },
  };
}
