import '../../styles/results.css';
import { SORTS } from '../results/order.js';
import { byId, make } from './dom.js';
import { createResultList } from './result-list.js';

/**
 * The pictures of a batch with their answers, and what can be done with them all.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(item: object) => void} on.select show one on the stage
 * @param {(sort: string) => void} on.sort one of `SORTS`
 * @param {() => void} on.stop
 * @param {() => void} on.resume
 * @param {() => void} on.csv
 * @param {() => void} on.json
 * @param {() => void} on.clear
 * @param {(file: File) => Promise<Blob | null>} on.thumbnail
 */
export function createResults(language, on) {
  const title = make('h2', { id: 'results-title', className: 'results-title' });
  const sort = make('select', { id: 'results-sort', className: 'results-tool' });
  sort.append(...SORTS.map((value) => make('option', { value })));
  sort.onchange = () => on.sort(sort.value);
  const csv = makeButton('results-csv', on.csv);
  const json = makeButton('results-json', on.json);
  const clear = makeButton('results-clear', on.clear);

  const done = make('span', { id: 'results-done', className: 'results-done' });
  const bar = make('progress', { className: 'progress results-bar' });
  bar.setAttribute('aria-labelledby', done.id);
  const stop = makeButton('results-stop', () => (isRunning ? on.stop() : on.resume()));
  const progress = make('div', { className: 'results-progress' }, done, bar, stop);

  const counts = make('p', { id: 'results-counts', className: 'results-counts' });
  const leftOut = make('p', { id: 'results-left-out', className: 'results-left-out' });
  const list = createResultList(language, on);
  list.element.setAttribute('aria-labelledby', title.id);

  const tools = make('div', { className: 'results-tools' }, sort, csv, json, clear);
  const head = make('div', { className: 'results-head' }, title, tools);
  const section = make(
    'section',
    { id: 'results', className: 'results', hidden: true },
    head,
    progress,
    counts,
    leftOut,
    list.element,
  );
  section.setAttribute('aria-labelledby', title.id);
  document.querySelector('main').append(section);

  let isRunning = false;
  language.follow(() => {
    title.textContent = language.text('results.title');
    sort.ariaLabel = language.text('results.sort');
    for (const option of sort.options) {
      option.textContent = language.text(`results.sort.${option.value}`);
    }
    csv.textContent = 'CSV';
    csv.ariaLabel = csv.title = language.text('results.csv');
    json.textContent = 'JSON';
    json.ariaLabel = json.title = language.text('results.json');
    clear.textContent = language.text('results.clear');
    clear.ariaLabel = clear.title = language.text('results.clear.list');
  });

  return {
    add(items) {
      section.hidden = false;
      list.add(items);
    },
    update: list.update,
    arrange: list.arrange,
    select: list.select,

    /**
     * @param {{done: number, total: number, leftOut: number, isRunning: boolean,
     *   counts: string}} state
     */
    showProgress(state) {
      isRunning = state.isRunning;
      progress.hidden = state.done === state.total;
      done.textContent = language.text('results.progress', state);
      bar.max = state.total;
      bar.value = state.done;
      stop.textContent = language.text(isRunning ? 'results.stop' : 'results.resume');
      counts.hidden = !state.counts;
      counts.textContent = state.counts;
      leftOut.hidden = state.leftOut === 0;
      leftOut.textContent = language.text('results.leftOut', { count: state.leftOut });
    },

    /** A list of several opens below the answer, often out of sight. */
    reveal: () => section.scrollIntoView({ block: 'nearest' }),

    close() {
      section.hidden = true;
      list.clear();
      byId('choose').focus(); // the button that had it is gone
    },
  };
}

function makeButton(id, onclick) {
  return make('button', { id, type: 'button', className: 'results-tool', onclick });
}
