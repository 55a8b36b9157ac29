import { Fault } from '../../fault.js';
import { collectionFrom, emptyCollection, taughtClasses } from './collection.js';
import { createHistory } from './history.js';
import { makeTaught } from './taught.js';

/**
 * A visitor's classes, upon whichever model is in use, and what was learned from them last. Each
 * model has classes of its own: what one finds in a picture says nothing to another.
 *
 * @param {object} options
 * @param {{learn: Function, stop: () => void}} options.learner as from `createLearner`
 * @param {(classes: object[]) => object[]} options.nameAll gives those without a name one
 * @param {(collection: object) => void} options.onChange
 * @param {(taught: import('./taught.js').Taught | null) => void} options.onTaught
 * @param {(fault: Fault) => void} options.onFault
 */
export function createTeaching({ learner, nameAll, onChange, onTaught, onFault }) {
  const histories = new Map();
  let history = createHistory(emptyCollection());
  let taught = null;
  let study = Promise.resolve();

  function changed() {
    onChange(history.state);
    study = learnFrom(history.state);
  }

  async function learnFrom(collection) {
    const classes = taughtClasses({ classes: nameAll(collection.classes) });
    if (classes.length < 2) {
      learner.stop();
      return tell(null);
    }
    const examples = classes.flatMap((own, label) =>
      own.examples.map(({ embedding, take }) => ({ embedding, take, label })),
    );
    try {
      const learned = await learner.learn({
        embeddings: examples.map(({ embedding }) => embedding),
        labels: examples.map(({ label }) => label),
        takes: examples.map(({ take }) => take),
      });
      if (learned && collection === history.state) tell(makeTaught(classes, learned));
    } catch (error) {
      tell(null);
      onFault(Fault.from(error, 'unexpected'));
    }
  }

  function tell(next) {
    taught = next;
    onTaught(taught);
  }

  return {
    /** @returns {import('./collection.js').Collection} */
    get collection() {
      return history.state;
    },

    /** @returns {boolean} */
    get canUndo() {
      return history.canUndo;
    },

    /** @returns {import('./taught.js').Taught | null} what was learned last */
    get taught() {
      return taught;
    },

    /** @returns {Promise<import('./taught.js').Taught | null>} when all that is there is learned */
    async settled() {
      let seen;
      do {
        seen = study;
        await seen;
      } while (seen !== study); // changed meanwhile
      return taught;
    },

    /** @param {import('./base.js').Base} base another model is in use */
    showBase({ key }) {
      if (!histories.has(key)) histories.set(key, createHistory(emptyCollection()));
      if (history === histories.get(key)) return;
      history = histories.get(key);
      taught = null;
      changed();
    },

    /** @param {string} key of a base @returns {import('./collection.js').Collection} */
    collectionOf: (key) => histories.get(key).state,

    /**
     * Brings back classes of an earlier visit, unless there are new ones already.
     *
     * @param {string} key of their base
     * @param {{name: string, examples: object[]}[]} classes
     */
    restore(key, classes) {
      if (histories.get(key)?.canUndo) return;
      const restored = createHistory(collectionFrom(classes));
      const isShown = history === histories.get(key);
      histories.set(key, restored);
      if (!isShown) return;
      history = restored;
      changed();
    },

    /** @param {import('./collection.js').Collection} next */
    change(next) {
      history.change(next);
      changed();
    },

    undo() {
      history.undo();
      changed();
    },
  };
}
