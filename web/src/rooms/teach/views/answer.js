import { fillRow, makeRow } from '../../../views/answer.js';
import { make } from '../../../views/dom.js';

/**
 * The answer by the visitor's own classes, with its doubt.
 *
 * @param {object} language from `createLanguage`
 */
export function createAnswerView(language) {
  const headline = make('h3', { className: 'headline' });
  const subline = make('p', { className: 'subline' });
  const list = make('ol', { className: 'predictions', role: 'list' });
  const heard = make('p', { className: 'visually-hidden', ariaLive: 'polite' });
  const box = make('div', { className: 'answer teach-answer' }, headline, subline, list);
  box.dataset.testid = 'teach-answer';
  let state = 'empty';
  let answer = null;
  let said = null; // the label that was heard last
  language.follow(render);

  function render() {
    box.dataset.state = state;
    box.hidden = state === 'empty';
    headline.hidden = subline.hidden = state === 'answered'; // the first row says it, large
    list.ariaLabel = language.text('answer.rows');
    headline.textContent = state === 'empty' ? '' : headlineText();
    subline.textContent = state === 'rejected' ? language.text('answer.runnerUp', best()) : '';
    const predictions = answer?.predictions ?? [];
    while (list.children.length > predictions.length) list.lastChild.remove();
    for (const [i, prediction] of predictions.entries()) {
      fillRow(list.children[i] ?? list.appendChild(makeRow(false)), prediction, language);
    }
  }

  function headlineText() {
    if (state === 'busy') return language.text('answer.busy');
    return answer ? language.text('teach.none') : '';
  }

  function best() {
    const { labels, probability } = answer.predictions[0];
    return { label: language.label(labels), percent: language.percent(probability) };
  }

  function show(nextState, next) {
    state = nextState;
    answer = next;
    if (!next) said = null; // what comes next is to something else
    render();
  }

  return {
    element: make('div', {}, box, heard),
    showEmpty: () => show('empty', null),
    showBusy: () => show('busy', null),

    /** @param {object} next as from `readAnswer` */
    show(next) {
      show(next.rejected ? 'rejected' : 'answered', next);
      const label = next.rejected ? '' : next.predictions[0].name;
      if (label === said) return; // a live answer is heard when it changes
      said = label;
      heard.textContent = next.rejected
        ? language.text('teach.none')
        : language.text('answer.announce', best());
    },
  };
}
