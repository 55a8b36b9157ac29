import { make } from '../../views/dom.js';

/**
 * What is tested, and the choice of it where there is something to choose from.
 *
 * @param {object} options
 * @param {object} options.language from `createLanguage`
 * @param {() => object | null} options.metadata of the model in use
 * @param {() => object | null} options.taught what was taught upon it, as `ownClasses` hands it out
 * @param {{ofModel: Function, ofTaught: Function}} options.subjects as from `createSubjects`
 * @param {(subject: import('./subject.js').Subject) => void} options.onSubject something else is
 *   tested from now on
 */
export function createChoice({ language, metadata, taught, subjects, onSubject }) {
  const legend = make('legend', { className: 'hint' });
  const [model, own] = [false, true].map(makeOption);
  const element = make(
    'fieldset',
    { className: 'test-choice', hidden: true },
    legend,
    model.element,
    own.element,
  );
  let wantsTaught = false; // which counts as long as there is anything
  let source = null; // of the subject: metadata, or what was taught
  language.follow(render);

  function makeOption(isTaught) {
    const radio = make('input', { type: 'radio', name: 'test-choice', checked: !isTaught });
    const text = make('span');
    radio.onchange = () => {
      wantsTaught = isTaught;
      settle();
    };
    return { radio, text, element: make('label', {}, radio, text) };
  }

  function render() {
    legend.textContent = language.text('test.choice');
    model.text.textContent = metadata() ? language.label(metadata().title) : '';
    own.text.textContent = language.text('test.taught');
    element.hidden = taught() === null;
    const chosen = wantsTaught && taught() ? own : model;
    chosen.radio.checked = true;
  }

  function settle() {
    render();
    const tested = (wantsTaught && taught()) || metadata();
    if (tested === source) return;
    source = tested;
    const isModel = tested === metadata();
    onSubject(isModel ? subjects.ofModel(tested) : subjects.ofTaught(tested, metadata()));
  }

  return {
    element,

    /** Another model is in use, or something else was taught upon it. */
    settle,
  };
}
