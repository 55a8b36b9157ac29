import '../../../styles/inside.css';
import '../../../styles/inside-walk.css';
import { Fault } from '../../fault.js';
import { learn } from '../../language.js';
import { EXAMPLES, fetchExample } from '../../pictures/examples.js';
import { inspect } from '../../pictures/inspect.js';
import { make } from '../../views/dom.js';
import { createConvolution } from './convolution.js';
import { readGrey } from './grey.js';
import { createSource } from './source.js';
import { createWalk } from './walk.js';

learn(import.meta.glob('../../../locales/inside/*.json', { eager: true, import: 'default' }));

/**
 * See inside: from a picture to an answer, first with one kernel, then with the model in use.
 *
 * @param {object} context see `main.js`
 */
export function createRoom({ language, ask, metadata, picture, onFault, clearFaults }) {
  const source = createSource(language, take);
  const convolution = createConvolution(language);
  const walk = createWalk({ language, ask, onFault });
  const element = make('div', { className: 'inside' });
  element.append(source.element, convolution.element, walk.element);
  let shown = null;
  let desk = null; // the picture that was taken over from there last
  let example = null; // the one that was asked for last; null if the visitor chose a picture
  let wish = 0; // the number of the picture that was asked for last
  let isOpen = false;

  async function show(getPicture) {
    const mine = ++wish;
    try {
      const next = await getPicture();
      await inspect(next.file); // showing is decoding, too
      const grey = await readGrey(next.file, next.part);
      if (mine !== wish) return;
      shown = next;
      source.show(shown);
      convolution.showPicture(grey);
      startWalk();
    } catch (error) {
      if (mine !== wish) return;
      example = null; // or it could never be tried again
      onFault(Fault.from(error, 'picture-unusable'));
    }
  }

  /** As soon as the picture and the model are known; the model may still be on its way. */
  function startWalk() {
    if (isOpen && shown && metadata()) walk.start(shown, metadata());
  }

  /** Of what the model knows, if it is known by then. */
  function showExample() {
    const names = new Set(metadata()?.classes.map(({ name }) => name));
    const fitting = EXAMPLES.find(({ name }) => names.has(name)) ?? EXAMPLES[0];
    if (fitting === example) return startWalk();
    example = fitting;
    walk.forget(); // what one model has seen is nothing to ask another one about
    show(async () => {
      return { name: fitting.name, file: await fetchExample(fitting), isExample: true };
    });
  }

  function showChosen(picture) {
    clearFaults();
    example = null;
    show(() => picture);
  }

  function take(files) {
    if (files.length > 0) showChosen(files[0]);
  }

  return {
    element,
    take,

    /** With the picture from the desk, unless it was seen here already. */
    open() {
      isOpen = true;
      const next = picture();
      const isNew = next && (next.file !== desk?.file || next.part !== desk.part);
      if (isNew) desk = next;
      if (isNew) showChosen(desk);
      else if (!shown || example) showExample();
      else startWalk();
    },

    close() {
      isOpen = false;
      convolution.pause();
      walk.forget();
    },

    showModel: () => (example ? showExample() : startWalk()),
  };
}
