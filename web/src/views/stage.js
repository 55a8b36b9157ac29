import { byId } from './dom.js';

/**
 * The square where the picture or the camera is seen. It shows what the model
 * is given: the middle square, with white where the picture is transparent.
 *
 * @param {object} language from `createLanguage`
 */
export function createStage(language) {
  const stage = byId('stage');
  const picture = byId('stage-picture');
  const video = byId('stage-video');
  const badge = byId('stage-badge');
  let note = 'stage.hint';
  let badgeText = null;
  let fileName = '';

  language.follow(render);

  function render() {
    byId('stage-note').textContent = language.text(note);
    badge.hidden = badgeText === null;
    if (badgeText) badge.textContent = language.text(badgeText);
    picture.alt = language.text('stage.picture', { file: fileName });
    video.ariaLabel = language.text('stage.camera');
  }

  function show(face) {
    stage.dataset.face = face;
    picture.hidden = face !== 'picture';
    video.hidden = face !== 'camera';
    if (face !== 'picture' && picture.src) {
      URL.revokeObjectURL(picture.src);
      picture.removeAttribute('src');
    }
    if (face !== 'camera') {
      video.srcObject = null;
      badgeText = null;
    }
    render();
  }

  return {
    video,

    /** @returns {HTMLImageElement | HTMLVideoElement} what is seen, if anything is */
    get shown() {
      return stage.dataset.face === 'camera' ? video : picture;
    },

    /** @param {string} [reason] key of the sentence under the title */
    showEmpty(reason = 'stage.hint') {
      note = reason;
      show('empty');
    },

    /** @param {File} file shown as soon as the browser has decoded it */
    showPicture(file) {
      if (picture.src) URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(file);
      fileName = file.name;
      show('picture');
    },

    /** @param {{stream: MediaStream, mirrored: boolean}} camera */
    async showCamera({ stream, mirrored }) {
      video.srcObject = stream;
      video.classList.toggle('is-mirrored', mirrored);
      show('camera');
      await video.play();
    },

    /** @param {boolean} frozen whether the camera's picture stands still */
    freeze(frozen) {
      badgeText = frozen ? 'stage.frozen' : null;
      render();
      if (frozen) video.pause();
      else video.play().catch(() => {}); // turned off in the same moment
    },
  };
}
