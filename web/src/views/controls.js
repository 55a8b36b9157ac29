import { byId } from './dom.js';
import { isTaken } from './keys.js';

/**
 * The buttons under the stage, and the keys that do the same.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(files: FileList) => void} on.files chosen, at least one
 * @param {() => void} on.camera turn it on or off
 * @param {() => void} on.freeze
 * @param {() => void} on.facing turn to the other camera
 * @param {() => void} on.present
 * @param {() => void} on.help
 */
export function createControls(language, on) {
  const input = byId('file');
  const folder = byId('folder');
  const camera = byId('camera');
  const freeze = byId('freeze');
  const facing = byId('facing');
  let state = { on: false, frozen: false, facing: 'environment', several: false };

  byId('choose').onclick = () => input.click();
  byId('choose-folder').hidden = !('webkitdirectory' in folder);
  byId('choose-folder').onclick = () => folder.click();
  camera.onclick = ({ detail }) => {
    if (detail > 0) camera.blur(); // clicked: leave the space bar to the freezing
    on.camera();
  };
  freeze.onclick = on.freeze;
  facing.onclick = on.facing;
  input.onchange = folder.onchange = ({ target }) => {
    if (target.files.length > 0) on.files(target.files);
    target.value = ''; // so that the same file can be chosen again
  };

  const keys = {
    o: () => input.click(),
    c: on.camera,
    p: on.present,
    '?': on.help,
    ' ': on.freeze,
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isTaken(event.target) || (byId('desk').hidden && event.key !== '?')) return;
    if (event.key === ' ' && (!state.on || event.target.closest('button, summary, [role=option]')))
      return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  language.follow(render);

  function render() {
    byId('camera-label').textContent = language.text(state.on ? 'actions.stop' : 'actions.camera');
    camera.ariaLabel = state.on ? language.text('actions.stop.camera') : null;
    freeze.hidden = !state.on;
    freeze.dataset.frozen = state.frozen;
    name(freeze, state.frozen ? 'actions.resume' : 'actions.freeze');
    facing.hidden = !state.on || !state.several;
    const other = state.facing === 'user' ? 'back' : 'front';
    name(facing, `actions.${other}`);
  }

  function name(button, key) {
    button.ariaLabel = button.title = language.text(key);
  }

  return {
    /** @param {{on?: boolean, frozen?: boolean, facing?: string, several?: boolean}} change */
    showCamera(change) {
      state = { ...state, ...change };
      render();
    },
  };
}
