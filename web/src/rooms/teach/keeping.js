import { Fault } from '../../fault.js';
import { lookAgain } from './look-again.js';

/**
 * Keeps the classes in this browser, once the visitor wants that: each change from then on. What
 * is kept is found again by the weights that it was taught upon, or, when there is a new version
 * of the model, by the model's name.
 *
 * @param {object} options
 * @param {object} options.teaching as from `createTeaching`
 * @param {() => import('./base.js').Base | null} options.base in use
 * @param {(picture: Blob, signal: AbortSignal) => Promise<Float32Array>} options.embed
 * @param {(isLooking: boolean) => void} options.onLooking told when a new version of the model
 *   begins to look at the pictures that are kept, and when it ends
 * @param {() => void} options.onLookedAgain what was kept is there, as the new version sees it
 * @param {(isKept: boolean) => void} options.onKept told whether those of the model in use are kept
 * @param {(fault: Fault) => void} options.onFault
 * @param {() => Promise<object>} options.open as `openStore`
 */
export function createKeeping({
  teaching,
  base,
  embed,
  onLooking,
  onLookedAgain,
  onKept,
  onFault,
  open,
}) {
  let store = null;
  const kept = new Set(); // keys of the bases whose classes are kept
  let turn = Promise.resolve();
  let looking = null; // what ends it; null if no pictures are being looked at again

  function inTurn(key, work) {
    turn = turn.then(work).catch((error) => {
      kept.delete(key);
      if (base()?.key === key) onKept(false);
      onFault(Fault.from(error, 'unexpected'));
    });
    return turn;
  }

  const write = (to) =>
    inTurn(to.key, async () => {
      store ??= await open();
      if (kept.has(to.key)) await store.write(to, teaching.collectionOf(to.key).classes);
    });

  /** Takes what is kept from earlier weights to those in use; until it is kept there, it stays. */
  async function bringOn(earlier, to) {
    looking = new AbortController();
    const { signal } = looking;
    onLooking(true);
    try {
      await lookAgain(earlier.classes, { embed, signal });
    } catch (error) {
      if (!signal.aborted) onFault(Fault.from(error, 'unexpected'));
      return;
    } finally {
      if (!signal.aborted) leave();
    }
    teaching.restore(to.key, earlier.classes);
    kept.add(to.key);
    onKept(true);
    onLookedAgain();
    await write(to);
    if (!kept.has(to.key)) return;
    kept.delete(earlier.key);
    await inTurn(to.key, () => store.remove(earlier.key));
  }

  /** What is still being looked at stays kept as it was. */
  function leave() {
    if (!looking) return;
    looking.abort();
    looking = null;
    onLooking(false);
  }

  return {
    /** @returns {boolean} whether the classes of the model in use are kept */
    get isKept() {
      return kept.has(base()?.key);
    },

    /** @returns {boolean} whether pictures that are kept are being looked at again */
    get isLooking() {
      return looking !== null;
    },

    /** Brings back what is kept for the model in use. */
    async restore() {
      const mine = base();
      const { key, name } = mine;
      onKept(kept.has(key));
      if (kept.has(key)) return;
      let classes;
      let earlier = null;
      try {
        store ??= await open();
        classes = await store.read(key);
        if (!classes) earlier = await store.readEarlier(name);
      } catch {
        return; // nothing is kept here; who wants to keep something hears why not
      }
      if (earlier && base() === mine && !teaching.canUndo) return bringOn(earlier, mine);
      if (!classes) return;
      kept.add(key);
      teaching.restore(key, classes);
      if (base()?.key === key) onKept(true);
    },

    leave,

    /** The classes of the model in use have changed. */
    changed() {
      if (kept.has(base().key)) write(base());
    },

    /** @param {boolean} isWanted */
    keep(isWanted) {
      const { key } = base();
      if (isWanted) {
        kept.add(key);
        return write(base());
      }
      kept.delete(key);
      return inTurn(key, async () => {
        store ??= await open();
        await store.remove(key);
      });
    },
  };
}
