import { learn as learnTexts } from '../../language.js';
import { baseOf } from './base.js';
import { createKeeping } from './keeping.js';
import { createLearner } from './learner.js';
import { openStore } from './store.js';
import { createTeaching } from './teaching.js';

learnTexts(import.meta.glob('../../../locales/teach/*.json', { eager: true, import: 'default' }));

/**
 * A visitor's own classes, upon the model in use: what is taught, kept and learned, for every room
 * that has to do with it.
 *
 * @param {object} options
 * @param {object} options.language from `createLanguage`
 * @param {(question: (engine: object) => Promise<any>) => Promise<any>} options.ask the model in use
 * @param {object} [options.learner] as from `createLearner`
 * @param {() => Promise<object>} [options.open] as `openStore`
 */
export function createOwnClasses({ language, ask, learner = createLearner(), open = openStore }) {
  const followers = [];
  const embed = (picture, signal) => ask((engine) => engine.embed(picture, signal));
  let base = null;

  const tell = (what, value) => {
    for (const follower of followers) follower[what]?.(value);
  };
  const onFault = (fault) => tell('onFault', fault);
  const teaching = createTeaching({
    learner,
    nameAll,
    onChange(collection) {
      tell('onChange', collection);
      if (base) keeping.changed();
    },
    onTaught: () => tell('onTaught', own.taught),
    onFault,
  });
  const keeping = createKeeping({
    teaching,
    base: () => base,
    embed,
    onLooking: (isLooking) => tell('onLooking', isLooking),
    onLookedAgain: () => tell('onLookedAgain'),
    onKept: (isKept) => tell('onKept', isKept),
    onFault,
    open,
  });

  /** Those without a name are called by their place. */
  function nameAll(classes) {
    return classes.map((entry, i) => ({
      ...entry,
      name: entry.name || language.text('teach.unnamed', { number: i + 1 }),
    }));
  }

  const own = {
    teaching,
    keeping,
    embed,
    nameAll,

    /** @returns {import('./taught.js').Taught | null} what was learned last upon the model in use */
    get taught() {
      return base && teaching.taught;
    },

    /** @param {object | null} metadata of the model in use; null before there is one */
    showModel(metadata) {
      const next = metadata && baseOf(metadata);
      if (next?.key === base?.key) return;
      tell('onLeave');
      keeping.leave();
      base = next;
      if (!base) return;
      teaching.showBase(base);
      keeping.restore();
    },

    /**
     * Tells how things are, and of each change from now on.
     *
     * @param {object} follower
     * @param {() => void} [follower.onLeave] another model is about to take over: what is not
     *   finished belongs to the one before
     * @param {(collection: import('./collection.js').Collection) => void} [follower.onChange]
     * @param {(taught: import('./taught.js').Taught | null) => void} [follower.onTaught]
     * @param {(isLooking: boolean) => void} [follower.onLooking] whether what is kept is being
     *   looked at again by a new version of the model: what is changed meanwhile would be lost
     * @param {() => void} [follower.onLookedAgain] that went well
     * @param {(isKept: boolean) => void} [follower.onKept]
     * @param {(fault: import('../../fault.js').Fault) => void} [follower.onFault]
     */
    follow(follower) {
      followers.push(follower);
      follower.onChange?.(teaching.collection);
      follower.onTaught?.(own.taught);
      follower.onLooking?.(keeping.isLooking);
      follower.onKept?.(keeping.isKept);
    },
  };
  return own;
}
