import { byId, make } from './dom.js';

/**
 * The answer to the current picture, with its doubt.
 *
 * @param {object} language from `createLanguage`
 */
export function createAnswer(language) {
  const box = byId('answer');
  const headline = byId('headline');
  const subline = byId('subline');
  const list = byId('predictions');
  let state = 'empty';
  let answer = null;

  language.follow(render);

  function render() {
    box.dataset.state = state;
    headline.hidden = subline.hidden = state === 'answered'; // the first row says it, large
    headline.textContent = state === 'answered' ? '' : language.text(`answer.${state}`);
    subline.textContent = hint();
    if (!answer) return list.replaceChildren();
    answer.predictions.forEach((prediction, i) => {
      fillRow(list.children[i] ?? list.appendChild(makeRow()), prediction, language);
    });
  }

  function hint() {
    if (state === 'empty' || state === 'failed') return language.text(`answer.${state}.hint`);
    return state === 'rejected' ? language.text('answer.runnerUp', best(language, answer)) : '';
  }

  function change(nextState, nextAnswer, fileName) {
    state = nextState;
    answer = nextAnswer;
    box.dataset.file = fileName;
    render();
  }

  return {
    showEmpty: () => change('empty', null, ''),

    /** @param {string} fileName the picture that is being looked at */
    showBusy: (fileName) => change('busy', null, fileName),

    /** @param {string} fileName the picture that could not be read */
    showFailed: (fileName) => change('failed', null, fileName),

    /**
     * @param {object} next from the engine
     * @param {string} fileName
     */
    show: (next, fileName) => change(next.rejected ? 'rejected' : 'answered', next, fileName),
  };
}

/**
 * @param {object} language from `createLanguage`
 * @param {object} answer from the engine
 * @returns {string} the answer in a sentence, to be heard
 */
export function spoken(language, answer) {
  const key = answer.rejected ? 'answer.announce.rejected' : 'answer.announce';
  return language.text(key, best(language, answer));
}

function best(language, { predictions: [{ labels, probability }] }) {
  return { label: language.label(labels), percent: language.percent(probability) };
}

function makeRow() {
  const row = make('li', { className: 'prediction', dataset: { testid: 'prediction' } });
  row.append(
    make('span', { className: 'prediction-name' }),
    make('span', { className: 'prediction-share' }),
    make('span', { className: 'bar' }, make('span', { className: 'bar-fill' })),
  );
  return row;
}

function fillRow(row, { name, labels, probability }, language) {
  row.dataset.class = name;
  row.dataset.probability = probability;
  const [label, share, bar] = row.children;
  label.textContent = language.label(labels);
  share.textContent = language.percent(probability);
  bar.firstChild.style.setProperty('--share', probability);
}
