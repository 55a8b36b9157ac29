/**
 * Gathers changes, so that the page shows them a few times a second however fast they come: with
 * thousands of rows each frame costs time that the answers need.
 *
 * @param {number} milliseconds between two showings
 * @param {(changed: object[]) => void} show
 * @returns {{add: (item: object) => void, flush: () => void}} `flush` shows at once
 */
export function createPace(milliseconds, show) {
  const changed = new Set();
  let timer = null;

  function flush() {
    clearTimeout(timer);
    timer = null;
    const items = [...changed];
    changed.clear();
    show(items);
  }

  return {
    add(item) {
      changed.add(item);
      timer ??= setTimeout(flush, milliseconds);
    },
    flush,
  };
}
