import { setThumbnail } from './result-row.js';

const KEPT = 500; // so that memory stays flat however long the list is

/**
 * Gives the rows that come into view their thumbnails, one at a time, and takes them from those
 * that were given one longest ago.
 *
 * Which rows are in view is reckoned, since all are of one height: an observer of thousands of
 * rows takes more time than the answers.
 *
 * @param {HTMLElement} list scrolls the rows
 * @param {() => number} countColumns
 * @param {(row: HTMLElement) => Promise<Blob | null>} make
 * @returns {{refresh: () => void, clear: () => void}} `refresh` when rows have come or moved
 */
export function showThumbnails(list, countColumns, make) {
  let wanted = new Set();
  const given = new Set();
  let isMaking = false;

  list.addEventListener('scroll', refresh, { passive: true });
  new ResizeObserver(refresh).observe(list);

  function refresh() {
    const { scrollTop, scrollHeight, clientHeight } = list;
    if (clientHeight === 0) return;
    const columns = countColumns();
    const perPixel = Math.ceil(list.children.length / columns) / scrollHeight;
    // A view more below, for those who scroll on.
    const first = Math.floor(scrollTop * perPixel) * columns;
    const end = Math.ceil((scrollTop + 2 * clientHeight) * perPixel) * columns;
    wanted = new Set(Array.from(list.children).slice(first, end));
    for (const row of given) wanted.delete(row);
    makeWanted();
  }

  async function makeWanted() {
    if (isMaking) return;
    isMaking = true;
    while (wanted.size > 0) {
      const [row] = wanted;
      wanted.delete(row);
      const thumbnail = await make(row);
      if (!row.isConnected) continue; // cleared meanwhile
      given.add(row);
      setThumbnail(row, thumbnail);
      if (given.size > KEPT) takeOldest();
    }
    isMaking = false;
  }

  function takeOldest() {
    const [oldest] = given;
    given.delete(oldest);
    setThumbnail(oldest, null);
  }

  return {
    refresh,
    clear() {
      wanted.clear();
      given.clear();
    },
  };
}
