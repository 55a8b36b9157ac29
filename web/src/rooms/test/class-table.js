import { make } from '../../views/dom.js';

const SHARES = ['recall', 'precision', 'f1'];
const COLUMNS = ['class', ...SHARES, 'pictures'];

/**
 * How each class fares, in a table that is sorted by a tap on a column's head.
 *
 * @param {object} language from `createLanguage`
 * @param {object[]} classes from metadata
 * @param {{per_class: object, macro: object, confusion: number[][]}} metrics from `measure`
 * @param {{column: string, isFalling: boolean}} order is changed when the visitor sorts, so that
 *   it outlives the table
 * @returns {HTMLElement}
 */
export function makeClassTable(language, classes, metrics, order) {
  const rows = classes.filter(isTouched).map((entry) => {
    const label = language.label(entry.labels);
    return { class: label, ...metrics.per_class[entry.name] };
  });
  const heads = COLUMNS.map(makeHead);
  const body = make('tbody');
  const table = make(
    'table',
    { className: 'test-classes' },
    make('thead', {}, make('tr', {}, ...heads.map(({ cell }) => cell))),
    body,
    make('tfoot', {}, makeRow({ class: language.text('test.mean'), ...metrics.macro })),
  );
  arrange();
  const frame = make('div', { className: 'wide', tabIndex: 0, role: 'region' }, table);
  frame.ariaLabel = language.text('test.classes');
  return frame;

  /** Of a hundred classes, those of which neither pictures nor answers are there say nothing. */
  function isTouched(entry, i) {
    return (
      metrics.per_class[entry.name].pictures > 0 || metrics.confusion.some((row) => row[i] > 0)
    );
  }

  function makeHead(column) {
    const button = make('button', { type: 'button' });
    button.textContent = language.text(`test.column.${column}`);
    button.onclick = () => {
      const isSame = order.column === column;
      order.isFalling = isSame ? !order.isFalling : column !== 'class';
      order.column = column;
      arrange();
    };
    return { column, cell: make('th', { scope: 'col' }, button) };
  }

  function arrange() {
    const { column, isFalling } = order;
    const compare = (a, b) =>
      column === 'class' ? a.class.localeCompare(b.class) : a[column] - b[column];
    const sorted = rows.toSorted(
      (a, b) => isBlank(a) - isBlank(b) || (isFalling ? -compare(a, b) : compare(a, b)),
    );
    body.replaceChildren(...sorted.map(makeRow));
    for (const head of heads) {
      const sortedBy = isFalling ? 'descending' : 'ascending';
      head.cell.ariaSort = head.column === column ? sortedBy : 'none';
    }
  }

  function makeRow(row) {
    const shares = SHARES.map((key) => (isBlank(row) ? '–' : language.figure(row[key])));
    const pictures = row.pictures === undefined ? '' : language.number(row.pictures);
    const cells = [...shares, pictures].map((textContent) => make('td', { textContent }));
    return make('tr', {}, make('th', { scope: 'row', textContent: row.class }), ...cells);
  }
}

/** Without pictures there is nothing to recognise; such rows come last. */
const isBlank = ({ pictures }) => pictures === 0;
