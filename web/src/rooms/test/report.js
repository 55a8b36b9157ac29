import '../../../styles/measures.css';
import { make } from '../../views/dom.js';
import { makeConfusion } from '../../views/measures/confusion.js';
import { makeFigures } from '../../views/measures/figures.js';
import { makeReliability } from '../../views/measures/reliability.js';
import { makeClassTable } from './class-table.js';
import { figuresOf } from './figures.js';
import { createGallery } from './gallery.js';

const SHOWN_AT_ONCE = 12;

/**
 * What came out of a test, from the figures down to the single picture.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(text: string, items: object[]) => void} on.open pictures behind a number
 * @param {(picture: {name: string, file: File}) => void} on.look at one
 * @param {(file: File) => Promise<Blob | null>} on.thumbnail
 */
export function createReport(language, on) {
  const element = make('div', { className: 'test-report' });
  const order = { column: 'f1', isFalling: false }; // the worst first
  const galleries = []; // to be filled when they are on the page, and have a size
  let test = null;
  language.follow(render);

  function render() {
    element.replaceChildren(...(test ? parts() : []));
    for (const { gallery, items } of galleries.splice(0)) gallery.fill(items);
  }

  function parts() {
    const { metrics, mistakes, taken, failed } = test.outcome;
    return [
      makeFigures(figuresOf(language, metrics)),
      ...(metrics.confusion ? ofClasses(metrics) : []),
      ...some('test.mistakes', mistakes, metrics.test_pictures),
      ...some('test.taken', taken, metrics.unseen?.pictures),
      ...some('test.failed', failed, test.items.length),
    ];
  }

  function ofClasses(metrics) {
    const { classes } = test.model;
    return [
      heading('test.classes'),
      makeClassTable(language, classes, metrics, order),
      hint('test.classes.hint'),
      heading('card.confusion'),
      makeConfusion(language, classes, metrics.confusion, openCell),
      heading('card.reliability'),
      makeReliability(language, metrics.reliability),
    ];
  }

  function openCell(shown, answered) {
    const { classes } = test.model;
    const items = test.items.filter(
      ({ truth, answer }) =>
        classes[truth] === shown && answer?.predictions[0].name === answered.name,
    );
    const values = {
      shown: language.label(shown.labels),
      answered: language.label(answered.labels),
      pictures: items.length,
    };
    on.open(language.text('card.confusion.cell', values), items);
  }

  /** The first pictures of a kind, and a way to the others; nothing if there are none. */
  function some(key, items, total) {
    if (items.length === 0) return [];
    const gallery = createGallery(language, test.model.classes, on);
    galleries.push({ gallery, items: items.slice(0, SHOWN_AT_ONCE) });
    const shown = [
      heading(key),
      hint(`${key}.hint`, { count: items.length, total }),
      gallery.element,
    ];
    if (items.length <= SHOWN_AT_ONCE) return shown;
    const more = make('button', { type: 'button', className: 'button test-more' });
    more.textContent = language.text('test.all', { count: items.length });
    more.onclick = () => on.open(language.text(key), items);
    return [...shown, more];
  }

  const heading = (key) => make('h3', { textContent: language.text(key) });
  const hint = (key, values) =>
    make('p', { className: 'hint', textContent: language.text(key, values) });

  return {
    element,

    /**
     * @param {{model: object, items: object[], outcome: object} | null} next metadata of the
     *   model, what was looked at, and what `outcomeOf` makes of it; null for nothing
     */
    show(next) {
      test = next;
      render();
    },
  };
}
