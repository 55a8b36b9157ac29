import { byId, make, write } from './dom.js';

const ROWS_AT_MOST = 20; // of a thousand classes nobody reads the rest

/**
 * The answer to the current picture, with its doubt. Where the picture stands
 * still and the model can say why, the rows are there to be tapped.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(prediction: object, answer: object) => void} on.row tapped
 * @param {() => void} on.change what stood here is gone
 */
export function createAnswer(language, on) {
  const box = byId('answer');
  const headline = byId('headline');
  const subline = byId('subline');
  const list = byId('predictions');
  let state = 'empty';
  let answer = null;
  let pressed = null;
  let hasWhy = false;
  let isStill = false;
  let count = null;

  language.follow(render);

  function render() {
    box.dataset.state = state;
    headline.hidden = subline.hidden = state === 'answered'; // the first row says it, large
    write(headline, state === 'answered' ? '' : headlineText());
    write(subline, hint());
    byId('why-hint').hidden = !answer || !hasWhy || !isStill;
    if (!answer) return list.replaceChildren();
    const predictions = answer.predictions.slice(0, ROWS_AT_MOST);
    while (list.children.length > predictions.length) list.lastChild.remove();
    for (const [i, prediction] of predictions.entries()) {
      const row = list.children[i] ?? list.appendChild(makeRow(hasWhy));
      fillRow(row, prediction, language);
      if (hasWhy) prepareButton(row.firstChild, prediction);
    }
  }

  function headlineText() {
    if (state === 'empty' && count === null) return language.text('answer.unknown');
    return language.text(`answer.${state}`, { count: language.count(count) });
  }

  function prepareButton(button, prediction) {
    button.ariaPressed = prediction.name === pressed;
    button.disabled = !isStill;
    button.onclick = () => on.row(prediction, answer);
  }

  function hint() {
    if (state === 'empty' || state === 'failed') return language.text(`answer.${state}.hint`);
    return state === 'rejected' ? language.text('answer.runnerUp', best(language, answer)) : '';
  }

  function change(nextState, nextAnswer, fileName) {
    state = nextState;
    answer = nextAnswer;
    box.dataset.file = fileName;
    on.change();
    render();
  }

  return {
    /** @returns {object | null} the answer, if there is one to a picture that stands still */
    get settled() {
      return isStill ? answer : null;
    },

    /** @param {object} metadata of the model: how much it knows, whether it can say why */
    showModel({ classes, outputs }) {
      count = classes.length;
      hasWhy = 'class_maps' in outputs;
      if (!answer) return render();
      change('busy', null, box.dataset.file); // the model before said what stood here
    },

    /** @param {string | null} name of the class whose row is pressed */
    press(name) {
      pressed = name;
      render();
    },

    showEmpty: () => change('empty', null, ''),

    /** @param {string} fileName the picture that is being looked at */
    showBusy: (fileName) => change('busy', null, fileName),

    /** @param {string} fileName the picture that could not be read */
    showFailed: (fileName) => change('failed', null, fileName),

    /**
     * @param {object} next from the engine
     * @param {string} fileName
     * @param {boolean} [still] whether the picture stands still
     */
    show(next, fileName, still = true) {
      isStill = still;
      change(next.rejected ? 'rejected' : 'answered', next, fileName);
    },
  };
}

/**
 * @param {object} language from `createLanguage`
 * @param {object} answer from the engine
 * @returns {string} the answer in a sentence, to be heard
 */
export function spoken(language, answer) {
  const key = answer.rejected ? 'answer.announce.rejected' : 'answer.announce';
  const count = language.count(answer.predictions.length);
  return language.text(key, { count, ...best(language, answer) });
}

function best(language, { predictions: [{ labels, probability }] }) {
  return { label: language.label(labels), percent: language.percent(probability) };
}

/**
 * @param {boolean} hasWhy whether it is there to be tapped
 * @returns {HTMLElement} a row of an answer, not filled yet
 */
export function makeRow(hasWhy) {
  const row = make(
    hasWhy ? 'button' : 'div',
    { className: 'prediction-row', ...(hasWhy && { type: 'button' }) },
    make('span', { className: 'prediction-name' }),
    make('span', { className: 'prediction-share' }),
    make('span', { className: 'bar' }, make('span', { className: 'bar-fill' })),
  );
  return make('li', { className: 'prediction', dataset: { testid: 'prediction' } }, row);
}

/**
 * @param {HTMLElement} row from `makeRow`
 * @param {{name: string, labels: object, probability: number}} prediction
 * @param {object} language from `createLanguage`
 */
export function fillRow(row, { name, labels, probability }, language) {
  row.dataset.class = name;
  row.dataset.probability = probability;
  const [label, share, bar] = row.firstChild.children;
  write(label, language.label(labels));
  write(share, language.percent(probability));
  bar.firstChild.style.setProperty('--share', probability);
}
