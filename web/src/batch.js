import { createThumbnails, startThumbnailWorker } from './pictures/thumbnails.js';
import { countLine } from './results/counts.js';
import { sorted } from './results/order.js';
import { createPace } from './results/pace.js';
import { runQueue } from './results/queue.js';
import { toJson } from './results/record.js';
import { toCsv } from './results/table.js';
import { THUMBNAIL_SIZE } from './views/result-row.js';
import { createResults } from './views/results.js';
import { offerFile } from './views/takeaway.js';

const UNKNOWN = { state: 'waiting', run: null, answer: null, fault: null };
const PACE = 200; // milliseconds: numbers change at most five times a second
const DONE = new Set(['answered', 'rejected', 'failed']);

/**
 * Many pictures: looked at in their order, listed with their answers.
 *
 * Files are only referred to, and answers are a few numbers, so thousands weigh little.
 *
 * @param {object} options
 * @param {(file: File, signal: AbortSignal) => Promise<object>} options.classify
 * @param {(picture: {name: string, file: File}) => void} options.look on the stage
 * @param {object} options.views
 * @param {object} options.language from `createLanguage`
 */
export function createBatch({ classify, look, views: { announcer, stageAlerts }, language }) {
  const items = new Set(); // in the order in which they came
  let done = 0;
  let leftOut = 0;
  let sort = 'order';
  let run = null;

  const pace = createPace(PACE, showChanged);
  const thumbnails = createThumbnails(THUMBNAIL_SIZE, startThumbnailWorker);
  const view = createResults(language, {
    thumbnail: thumbnails.make,
    select,
    sort(next) {
      sort = next;
      view.arrange(arranged());
    },
    stop,
    resume: start,
    csv: () => save('kilas.csv', toCsv(arranged()), 'text/csv'),
    json: () => save('kilas.json', toJson(arranged(), language), 'application/json'),
    clear,
  });
  language.follow(tell);

  function tell() {
    view.showProgress({
      done,
      total: items.size,
      leftOut,
      isRunning: run !== null,
      counts: run ? '' : countLine([...items], language),
    });
  }

  function arranged() {
    return sorted([...items], sort, language);
  }

  function save(name, text, type) {
    offerFile(new File([text], name, { type }));
  }

  function firstWaiting() {
    for (const item of items) if (item.state === 'waiting') return item;
  }

  async function start() {
    if (run) return;
    const mine = new AbortController();
    run = mine;
    tell();
    const waiting = items.size - done;
    const announce = waiting > 1 ? announcer.report : () => {}; // one is said as every picture is
    announce('results.announce.start', { count: waiting });
    try {
      await runQueue({ next: firstWaiting, classify, onChange }, mine.signal);
    } catch (fault) {
      stageAlerts.show(fault);
    }
    if (run === mine) finish(announce);
    else pace.flush();
  }

  function onChange(item) {
    if (!items.has(item)) return; // cleared while it was in work
    if (DONE.has(item.state)) done++;
    pace.add(item);
  }

  function showChanged(changed) {
    for (const item of changed) if (items.has(item)) view.update(item);
    tell();
  }

  /** Only now are rows put in order: while answers arrive, they must not jump about. */
  function finish(announce) {
    run = null;
    pace.flush();
    if (sort !== 'order') view.arrange(arranged());
    if (done < items.size) return; // broken off: the fault is said
    const counts = countLine([...items], language);
    announce('results.announce.end', { count: done, counts });
  }

  function stop() {
    run?.abort();
    run = null;
    tell();
  }

  function clear() {
    stop();
    items.clear();
    done = leftOut = 0;
    thumbnails.close();
    view.close();
  }

  function select(item) {
    look(item); // leaves the list first, as every picture does
    view.select(item);
  }

  return {
    get isOpen() {
      return items.size > 0;
    },

    /**
     * @param {{name: string, file: File}[]} pictures at least one; the first one is shown
     * @param {number} notPictures how many other files came with them
     */
    add(pictures, notPictures) {
      const added = pictures.map(({ name, file }) => ({ name, file, ...UNKNOWN }));
      for (const item of added) items.add(item);
      leftOut += notPictures;
      view.add(added);
      tell();
      select(added[0]);
      if (added.length > 1) view.reveal();
      start();
    },

    /** The stage shows something else. */
    leave: () => view.select(null),

    /** All of them once more: another model answers from now on. */
    again() {
      if (done === 0) return; // nobody has an answer of the old one
      stop();
      done = 0;
      for (const item of items) {
        Object.assign(item, UNKNOWN);
        view.update(item);
      }
      start();
    },
  };
}
