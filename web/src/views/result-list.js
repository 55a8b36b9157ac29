import { byId, make } from './dom.js';
import { isTaken } from './keys.js';
import { fillResultRow, makeResultRow } from './result-row.js';
import { showThumbnails } from './thumbnails.js';

/**
 * The rows of a batch, as a list box: one stop for the tab key, arrows within. The left and right
 * arrows go through the pictures from elsewhere on the page, too.
 *
 * @param {object} language from `createLanguage`
 * @param {object} on
 * @param {(item: object) => void} on.select
 * @param {(file: File) => Promise<Blob | null>} on.thumbnail
 */
export function createResultList(language, on) {
  const list = make('ul', { id: 'results-list', className: 'result-list', role: 'listbox' });
  const rows = new Map();
  const items = new WeakMap();
  const countColumns = () => getComputedStyle(list).gridTemplateColumns.split(' ').length;
  const thumbnails = showThumbnails(list, countColumns, (row) => on.thumbnail(items.get(row).file));
  let current = null; // where the tab key and the arrows are
  let selected = null;

  language.follow(() => {
    for (const [item, row] of rows) fillResultRow(row, item, language);
  });

  list.onclick = ({ target }) => {
    const row = target.closest('.result');
    if (row) show(row);
  };
  document.addEventListener('keydown', onKey);

  function onKey(event) {
    if (rows.size === 0 || event.defaultPrevented || isTaken(event.target)) return;
    if (byId('desk').hidden) return; // so are the pictures
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isInside = list.contains(event.target);
    if (!isInside && !event.target.matches('body, button')) return; // arrows are theirs
    if (isInside && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      show(current);
      return;
    }
    const row = goal(event.key, isInside);
    if (!row) return;
    event.preventDefault();
    if (row !== selected) on.select(items.get(row));
    if (isInside) row.focus({ preventScroll: true });
  }

  /** The row that a key leads to; undefined if it leads nowhere. */
  function goal(key, isInside) {
    if (key === 'ArrowRight') return selected ? current.nextSibling : current;
    if (key === 'ArrowLeft') return selected ? current.previousSibling : current;
    if (!isInside) return undefined;
    if (key === 'Home') return list.firstChild;
    if (key === 'End') return list.lastChild;
    const step = { ArrowUp: -countColumns(), ArrowDown: countColumns() }[key];
    return step && list.children[[...list.children].indexOf(current) + step];
  }

  function show(row) {
    on.select(items.get(row));
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    byId('stage').scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
  }

  function moveTo(row) {
    current.tabIndex = -1;
    current = row;
    current.tabIndex = 0;
    // By hand: `scrollIntoView` would scroll the page, too, away from the stage.
    const { offsetTop: top, offsetHeight: height } = row;
    if (top < list.scrollTop) list.scrollTop = top;
    const most = top + height - list.clientHeight;
    if (most > list.scrollTop) list.scrollTop = most;
  }

  return {
    element: list,

    /** @param {object[]} added with `name`, `file` and `state` */
    add(added) {
      for (const item of added) {
        const row = makeResultRow(item.name);
        rows.set(item, row);
        items.set(row, item);
        fillResultRow(row, item, language);
        list.append(row);
      }
      current ??= list.firstChild;
      current.tabIndex = 0;
      thumbnails.refresh();
    },

    /** @param {object} item whose state has changed */
    update: (item) => fillResultRow(rows.get(item), item, language),

    /** @param {object[]} sorted all items in their new order */
    arrange(sorted) {
      const focused = document.activeElement;
      for (const item of sorted) list.append(rows.get(item));
      if (list.contains(focused)) focused.focus({ preventScroll: true }); // moving takes it away
      moveTo(current);
      thumbnails.refresh();
    },

    /** @param {object | null} item the one on the stage; null if none of them is */
    select(item) {
      if (selected) selected.ariaSelected = 'false';
      selected = item && rows.get(item);
      if (!selected) return;
      selected.ariaSelected = 'true';
      moveTo(selected);
    },

    clear() {
      thumbnails.clear();
      rows.clear();
      list.replaceChildren();
      current = selected = null;
    },
  };
}
