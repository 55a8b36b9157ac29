import { make } from '../../../views/dom.js';

/**
 * How well the classes are told apart, and what would help.
 *
 * @param {object} language from `createLanguage`
 */
export function createQualityView(language) {
  const title = make('h3', { className: 'teach-subtitle' });
  const figure = make('p', { className: 'teach-figure' });
  const open = make('p', { className: 'teach-hint' });
  const list = make('ul', { className: 'teach-advice', role: 'list' });
  const element = make('section', { className: 'teach-quality' }, title, figure, open, list);
  element.dataset.testid = 'teach-quality';
  let estimate = null;
  let advice = [];
  let isEnough = false;
  language.follow(render);

  function render() {
    title.textContent = language.text('teach.quality');
    figure.textContent = sentence();
    const left = estimate ? leftOpen(estimate) : 0;
    open.textContent = left > 0 ? language.text('teach.open', { count: left }) : '';
    open.hidden = left === 0;
    list.replaceChildren(
      ...advice.map(({ code, values }) =>
        make('li', { textContent: language.text(`teach.advice.${code}`, values) }),
      ),
    );
    list.hidden = advice.length === 0;
  }

  function sentence() {
    if (!isEnough) return language.text('teach.tooFew');
    if (!estimate) return language.text('teach.untried');
    return language.text('teach.right', { right: estimate.right, total: estimate.total });
  }

  return {
    element,

    /**
     * @param {object | null} nextEstimate as from `learn`
     * @param {{code: string, values: object}[]} nextAdvice as from `adviceOn`
     * @param {boolean} hasTwo whether there are examples of two classes at least
     */
    show(nextEstimate, nextAdvice, hasTwo) {
      estimate = nextEstimate;
      advice = nextAdvice;
      isEnough = hasTwo;
      render();
    },
  };
}

const leftOpen = ({ confusion }) => confusion.reduce((sum, row) => sum + row.at(-1), 0);
