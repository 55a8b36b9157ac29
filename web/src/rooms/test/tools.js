import { make } from '../../views/dom.js';

/**
 * What the test is of, and what can be done with its outcome.
 *
 * @param {object} language from `createLanguage`
 * @param {Record<'csv' | 'json' | 'png' | 'names', () => void>} on
 */
export function createTools(language, on) {
  const title = make('h3', { className: 'test-source' });
  const notes = make('p', { className: 'hint' });
  const buttons = Object.entries(on).map(([way, onclick]) => {
    const button = make('button', { type: 'button', className: 'test-tool', onclick });
    return { way, button };
  });
  const line = make('div', { className: 'test-tools' }, ...buttons.map(({ button }) => button));
  const element = make('div', {}, make('div', { className: 'test-head' }, title, line), notes);
  let test = null;
  language.follow(render);

  function render() {
    element.hidden = test === null;
    if (!test) return;
    title.textContent = titleOf(test, language);
    notes.textContent = Object.entries(test.notes)
      .filter(([, count]) => count > 0)
      .map(([key, count]) => language.text(`test.note.${key}`, { count }))
      .join(' ');
    for (const { way, button } of buttons) {
      if (way === 'names') {
        button.textContent = language.text('test.names.again');
        button.hidden = !test.hasNames;
      } else {
        button.textContent = way.toUpperCase();
        button.ariaLabel = button.title = language.text(`test.save.${way}`);
        button.hidden = !test.isMeasured;
      }
    }
  }

  return {
    element,

    /**
     * @param {{source: string, model: object, notes: Record<string, number>, hasNames: boolean,
     *   isMeasured: boolean} | null} next `source` is the folder, `notes` are counts by the end of
     *   their key, `hasNames` whether the visitor said what some folders stand for
     */
    show(next) {
      test = next;
      render();
    },
  };
}

/** @returns {string} what was tested on what */
export function titleOf({ source, model }, language) {
  return `${source || language.text('results.title')} · ${language.label(model.title)}`;
}
