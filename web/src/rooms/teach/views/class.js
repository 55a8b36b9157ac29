import { make } from '../../../views/dom.js';
import { EXAMPLES_AT_MOST } from '../collection.js';
import { createThumbs } from './thumbs.js';

const AUTOMATIC = 1500; // milliseconds that a click without a hold records, as screen readers click

/**
 * One class: its name, its examples, and the ways to give it more.
 *
 * @param {object} language from `createLanguage`
 * @param {string} id
 * @param {object} on
 * @param {(id: string, name: string) => void} on.rename
 * @param {(id: string) => void} on.remove
 * @param {(id: string) => void} on.pictures the visitor wants to choose files for it
 * @param {(id: string) => void} on.hold record from now on
 * @param {() => void} on.release
 * @param {(id: string) => void} on.look an example, by its id
 */
export function createClassView(language, id, on) {
  const name = make('input', { className: 'teach-name', maxLength: 60, autocomplete: 'off' });
  const count = make('span', { className: 'teach-count' });
  const remove = make('button', { type: 'button', className: 'tool', textContent: '×' });
  const record = make('button', { type: 'button', className: 'button teach-record' });
  const pictures = make('button', { type: 'button', className: 'button' });
  const thumbs = createThumbs(language, on.look);
  const element = make(
    'li',
    { className: 'teach-class' },
    make('div', { className: 'teach-class-head' }, name, count, remove),
    thumbs.element,
    make('div', { className: 'teach-class-actions' }, record, pictures),
  );
  element.dataset.testid = 'teach-class';

  name.onchange = () => on.rename(id, name.value);
  name.onkeydown = ({ key }) => key === 'Enter' && name.blur();
  remove.onclick = () => on.remove(id);
  pictures.onclick = () => on.pictures(id);
  element.dataset.id = id; // by which a drop finds its class
  holdable(record, () => on.hold(id), on.release);

  return {
    element,

    /**
     * @param {import('../collection.js').Class} own
     * @param {string} title its name, or what it is called until it has one
     * @param {number | null} frames recorded so far, while a recording is on
     */
    show(own, title, frames) {
      const total = own.examples.length;
      if (document.activeElement !== name || name.value !== own.name) name.value = own.name;
      name.placeholder = title;
      name.ariaLabel = language.text('teach.name', { title });
      element.ariaLabel = title;
      count.textContent = language.text(`teach.count.${total === 1 ? 'one' : 'many'}`, {
        count: total,
      });
      remove.ariaLabel = remove.title = language.text('teach.removeClass', { title });
      record.textContent =
        frames === null
          ? language.text('teach.record')
          : language.text('teach.recording', { count: frames });
      record.classList.toggle('is-recording', frames !== null);
      record.disabled = frames === null && total >= EXAMPLES_AT_MOST;
      pictures.textContent = language.text('teach.pictures');
      pictures.disabled = total >= EXAMPLES_AT_MOST;
      for (const button of [record, pictures]) {
        button.ariaLabel = `${button.textContent}: ${title}`; // which class it is for
      }
      thumbs.show(own.examples, title);
    },
  };
}

/** Holds by finger, mouse or key; where there is only a click, it holds for a moment. */
function holdable(button, hold, release) {
  let isHeld = false;
  const begin = () => {
    isHeld = true;
    hold();
  };
  const end = () => {
    if (isHeld) release();
    isHeld = false;
  };
  const isKey = ({ key }) => key === ' ' || key === 'Enter';
  button.onpointerdown = (event) => {
    if (event.button !== 0) return;
    button.setPointerCapture(event.pointerId);
    begin();
  };
  button.onpointerup = button.onpointercancel = button.onblur = end;
  button.oncontextmenu = (event) => event.preventDefault(); // a long touch asks for it
  button.onkeydown = (event) => {
    if (!isKey(event)) return;
    event.preventDefault(); // no click as well
    if (!event.repeat) begin();
  };
  button.onkeyup = (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    end();
  };
  button.onclick = ({ detail }) => {
    if (detail > 0) return; // a pointer has been here
    begin();
    setTimeout(end, AUTOMATIC);
  };
}
