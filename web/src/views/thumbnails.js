import { setThumbnail } from './result-row.js';

const KEPT = 500; // so that memory stays flat however long the list is

/**
 * Gives the rows that come into view their thumbnails, one at a time, and takes them from those
 * that were given one longest ago.
 *
 * @param {HTMLElement} list scrolls the rows
 * @param {(row: HTMLElement) => Promise<Blob | null>} make
 * @returns {{watch: (row: HTMLElement) => void, clear: () => void}}
 */
export function showThumbnails(list, make) {
  const wanted = new Set();
  const given = new Set();
  let isMaking = false;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting && !given.has(target)) wanted.add(target);
        else wanted.delete(target);
      }
      makeWanted();
    },
    { root: list, rootMargin: '100%' },
  );

  async function makeWanted() {
    if (isMaking) return;
    isMaking = true;
    for (const row of wanted) {
      const blob = await make(row);
      if (!wanted.delete(row)) continue; // scrolled away, or cleared
      given.add(row);
      setThumbnail(row, blob);
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
    watch: (row) => observer.observe(row),
    clear() {
      observer.disconnect();
      wanted.clear();
      given.clear();
    },
  };
}
