import { make, makeSvg } from '../../views/dom.js';

const SHAPES = {
  back: 'M15 6v12l-8-6z M5 6v12',
  play: 'M8.5 5.5v13l10-6.5z',
  pause: 'M9 6v12M15 6v12',
  forth: 'M9 6v12l8-6z M19 6v12',
};

/**
 * Buttons that move the window, and where it is in words. Who asked for less
 * motion gets the steps only.
 *
 * @param {object} language from `createLanguage`
 * @param {object} slide from `createSlide`
 */
export function createPlayer(language, slide) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const back = makeButton(() => slide.step(-1));
  const play = makeButton(() => (slide.isPlaying ? slide.pause() : slide.play()));
  const forth = makeButton(() => slide.step(1));
  const place = make('p', { className: 'player-place' });
  const element = make(
    'div',
    { className: 'player' },
    back.button,
    play.button,
    forth.button,
    place,
  );
  play.button.dataset.testid = 'play';
  place.setAttribute('role', 'status');
  calm.addEventListener('change', () => {
    slide.pause();
    play.button.hidden = calm.matches;
  });
  play.button.hidden = calm.matches;

  return {
    element,

    /**
     * Says where the window is, but not at every step of playing: nobody could listen to that.
     *
     * @param {string} sum that stands there, as it is written
     */
    show(sum) {
      const { row, column } = slide.place;
      const name = slide.isPlaying ? 'pause' : 'play';
      show(back, 'back', language.text('inside.back'));
      show(play, name, language.text(`inside.${name}`));
      show(forth, 'forth', language.text('inside.forth'));
      place.ariaLive = slide.isPlaying ? 'off' : 'polite';
      place.textContent = language.text('inside.place', { row: row + 1, column: column + 1, sum });
    },
  };
}

function makeButton(onclick) {
  const path = makeSvg('path');
  const icon = makeSvg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, path);
  const button = make(
    'button',
    { type: 'button', className: 'button player-button', onclick },
    icon,
  );
  return { button, path };
}

function show({ button, path }, shape, label) {
  path.setAttribute('d', SHAPES[shape]);
  button.ariaLabel = button.title = label;
}
