import { make, makeSvg } from '../dom.js';

const SIDE = 300;
const MARGIN = 62; // for the percentages and what they are of
const LARGEST_DOT = 12;

/**
 * Do the percentages hold? For answers given with about the same confidence,
 * how many were right: a drawing, and the same in numbers.
 *
 * @param {object} language from `createLanguage`
 * @param {{confidence: number, accuracy: number, pictures: number}[]} bins
 * @returns {HTMLElement}
 */
export function makeReliability(language, bins) {
  const summary = make('summary', { textContent: language.text('card.numbers') });
  return make(
    'div',
    {},
    make('p', { className: 'hint', textContent: language.text('card.reliability.hint') }),
    draw(language, bins),
    make('details', { className: 'details' }, summary, makeTable(language, bins)),
  );
}

function draw(language, bins) {
  const x = (share) => MARGIN + share * (SIDE - MARGIN);
  const y = (share) => (1 - share) * (SIDE - MARGIN) + LARGEST_DOT;
  const most = Math.max(...bins.map(({ pictures }) => pictures));
  const write = (text, attributes) => {
    const element = makeSvg('text', attributes);
    element.textContent = text;
    return element;
  };
  const grid = [0, 0.5, 1].flatMap((share) => [
    makeSvg('line', { class: 'plot-grid', x1: x(0), x2: x(1), y1: y(share), y2: y(share) }),
    write(language.figure(share), { x: x(0) - 8, y: y(share) + 4, 'text-anchor': 'end' }),
    write(language.figure(share), { x: x(share), y: y(0) + 20, 'text-anchor': 'middle' }),
  ]);
  const dots = bins.map(({ confidence, accuracy, pictures }) =>
    makeSvg('circle', {
      class: 'plot-dot',
      cx: x(confidence),
      cy: y(accuracy),
      r: Math.max(3, LARGEST_DOT * Math.sqrt(pictures / most)),
    }),
  );
  const plot = makeSvg(
    'svg',
    { class: 'plot', viewBox: `0 0 ${SIDE + 20} ${SIDE + 20}`, role: 'img' },
    ...grid,
    makeSvg('line', { class: 'plot-ideal', x1: x(0), y1: y(0), x2: x(1), y2: y(1) }),
    ...dots,
    write(language.text('card.said'), { x: x(0.5), y: y(0) + 42, 'text-anchor': 'middle' }),
    write(language.text('card.right'), {
      'text-anchor': 'middle',
      transform: `translate(12 ${y(0.5)}) rotate(-90)`,
    }),
  );
  plot.setAttribute('aria-label', language.text('card.reliability'));
  return plot;
}

function makeTable(language, bins) {
  const head = ['card.said', 'card.right', 'card.pictures'].map((key) =>
    make('th', { scope: 'col', textContent: language.text(key) }),
  );
  const rows = bins.map(({ confidence, accuracy, pictures }) =>
    make(
      'tr',
      {},
      ...[language.figure(confidence), language.figure(accuracy), language.number(pictures)].map(
        (textContent) => make('td', { textContent }),
      ),
    ),
  );
  return make(
    'table',
    { className: 'numbers' },
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...rows),
  );
}
