import { byId } from './dom.js';

/**
 * The model in the header, shown only where there is another to pick, and the
 * note that one of the visitor's own is there for this visit only.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {() => void} on.open
 * @param {(key: string) => void} on.keep
 */
export function createPicker(language, on) {
  const button = byId('model-open');
  const note = byId('model-note');
  let models = [];
  let current = null;

  button.onclick = on.open;
  byId('own-open').onclick = on.open;
  byId('model-keep').onclick = () => on.keep(current.key);
  language.follow(render);

  function render() {
    note.hidden = !current?.isOwn || current.isKept;
    if (!current) return; // its place is kept, so that nothing jumps when it comes
    button.hidden = models.length < 2;
    button.classList.remove('is-awaited');
    const title = language.label(current.title);
    byId('model-title').textContent = title;
    button.ariaLabel = language.text('models.open', { title });
    byId('model-note-text').textContent = language.text('models.visiting', { title });
  }

  return {
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
