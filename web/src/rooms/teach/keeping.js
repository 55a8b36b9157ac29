import { Fault } from '../../fault.js';
import { openStore } from './store.js';

/**
 * Keeps the classes in this browser, once the visitor wants that: each change from then on.
 *
 * @param {object} options
 * @param {object} options.teaching as from `createTeaching`
 * @param {() => import('./base.js').Base | null} options.base in use
 * @param {object} options.tools the view
 * @param {(fault: Fault) => void} options.onFault
 * @param {() => Promise<object>} [options.open] as `openStore`
 */
export function createKeeping({ teaching, base, tools, onFault, open = openStore }) {
  let store = null;
  const kept = new Set(); // keys of the bases whose classes are kept
  let turn = Promise.resolve();

  function inTurn(key, work) {
    turn = turn.then(work).catch((error) => {
      kept.delete(key);
      if (base()?.key === key) tools.showKept(false);
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
    /** Brings back what is kept for the model in use. */
    async restore() {
      const { key } = base();
      tools.showKept(kept.has(key));
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
      if (base()?.key === key) tools.showKept(true);
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
