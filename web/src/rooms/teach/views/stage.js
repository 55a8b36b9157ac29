import { make } from '../../../views/dom.js';

/**
 * Where the room looks: at the camera, or at a picture that is tried.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {() => void} on.camera turn it on or off
 * @param {() => void} on.facing turn to the other camera
 * @param {(file: File) => void} on.file a picture to try
 */
export function createStageView(language, on) {
  const title = make('p', { className: 'stage-title' });
  const hint = make('p', { className: 'stage-hint' });
  const video = make('video', { playsInline: true, muted: true, hidden: true });
  const picture = make('img', { hidden: true, alt: '' });
  const stage = make(
    'div',
    { className: 'stage teach-stage' },
    make('div', { className: 'stage-empty' }, title, hint),
    picture,
    video,
  );
  const camera = button('button-main', on.camera);
  const facing = button('', on.facing);
  const choose = button('', () => input.click());
  const input = make('input', { type: 'file', accept: 'image/*', hidden: true });
  input.dataset.testid = 'teach-try-input';
  input.onchange = () => {
    const [file] = input.files;
    input.value = '';
    if (file) on.file(file);
  };

  let face = 'empty'; // or 'camera', 'picture'
  let reason = 'teach.stage.hint';
  let isOn = false;
  let several = null;
  language.follow(render);

  function render() {
    stage.dataset.face = face;
    title.textContent = language.text('teach.stage');
    hint.textContent = language.text(reason);
    video.hidden = face !== 'camera';
    video.ariaLabel = language.text('stage.camera');
    picture.hidden = face !== 'picture';
    picture.alt = language.text('teach.stage.picture');
    camera.textContent = language.text(isOn ? 'actions.stop.camera' : 'actions.camera');
    choose.textContent = language.text('teach.try');
    facing.hidden = !isOn || several === null;
    facing.textContent = language.text(`actions.${several === 'user' ? 'back' : 'front'}`);
  }

  function show(nextFace) {
    face = nextFace;
    isOn = face === 'camera';
    if (face !== 'camera') {
      video.srcObject = null;
      several = null;
    }
    if (picture.src) URL.revokeObjectURL(picture.src);
    if (face !== 'picture') picture.removeAttribute('src');
    render();
  }

  return {
    element: make(
      'div',
      {},
      stage,
      make('div', { className: 'actions' }, camera, choose, facing),
      input,
    ),
    video,

    /** @param {string} [why] key of the sentence under the title */
    showEmpty(why = 'teach.stage.hint') {
      reason = why;
      show('empty');
    },

    showAsking() {
      reason = 'stage.asking';
      show('empty');
      isOn = true;
      render();
    },

    /** @param {{stream: MediaStream, mirrored: boolean}} source */
    async showCamera({ stream, mirrored }) {
      video.srcObject = stream;
      video.classList.toggle('is-mirrored', mirrored);
      show('camera');
      await video.play();
    },

    /** @param {boolean} areSeveral @param {'user' | 'environment'} now the one that is on */
    showSeveral(areSeveral, now) {
      several = areSeveral ? now : null;
      render();
    },

    /** @param {File} file */
    showPicture(file) {
      show('picture');
      picture.src = URL.createObjectURL(file);
    },
  };
}

function button(className, onclick) {
  return make('button', { type: 'button', className: `button ${className}`, onclick });
}
