import { Fault } from '../../fault.js';

/**
 * Keeps the classes in this browser, once the visitor wants that: each change from then on.
 *
 * @param {object} options
 * @param {object} options.teaching as from `createTeaching`
 * @param {() => import('./base.js').Base | null} options.base in use
 * @param {(isKept: boolean) => void} options.onKept told whether those of the model in use are kept
 * @param {(fault: Fault) => void} options.onFault
 * @param {() => Promise<object>} options.open as `openStore`
 */
export function createKeeping({ teaching, base, onKept, onFault, open }) {
  let store = null;
  const kept = new Set(); // keys of the bases whose classes are kept
  let turn = Promise.resolve();

  function inTurn(key, work) {
    turn = turn.then(work).catch((error) => {
      kept.delete(key);
      if (base()?.key === key) onKept(false);
      onFault(Fault.from(error, 'unexpected'));
    });
    return turn;
  }

  const write = (key) =>
    inTurn(key, async () => {
      store ??= await open();
      if (kept.has(key)) await store.write(key, teaching.collectionOf(key).classes);
    });

  return {
    /** @returns {boolean} whether the classes of the model in use are kept */
    get isKept() {
      return kept.has(base()?.key);
    },

    /** Brings back what is kept for the model in use. */
    async restore() {
      const { key } = base();
      onKept(kept.has(key));
      if (kept.has(key)) return;
      let classes;
      try {
        store ??= await open();
        classes = await store.read(key);
      } catch {
        return; // nothing is kept here; who wants to keep something hears why not
      }
      if (!classes) return;
      kept.add(key);
      teaching.restore(key, classes);
      if (base()?.key === key) onKept(true);
    },

    /** The classes of the model in use have changed. */
    changed() {
      const { key } = base();
      if (kept.has(key)) write(key);
    },

    /** @param {boolean} isWanted */
    keep(isWanted) {
      const { key } = base();
      if (isWanted) {
        kept.add(key);
        return write(key);
      }
      kept.delete(key);
      return inTurn(key, async () => {
        store ??= await open();
        await store.remove(key);
      });
    },
  };
}
