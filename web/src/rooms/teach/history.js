const STEPS_AT_MOST = 50;

/**
 * What something was before each change, so that changes can be undone.
 *
 * @template T
 * @param {T} state of something that is never changed in itself
 */
export function createHistory(state) {
  const past = [];
  return {
    /** @returns {T} */
    get state() {
      return state;
    },

    /** @returns {boolean} */
    get canUndo() {
      return past.length > 0;
    },

    /** @param {T} next */
    change(next) {
      past.push(state);
      if (past.length > STEPS_AT_MOST) past.shift();
      state = next;
    },

    undo() {
      if (past.length > 0) state = past.pop();
    },
  };
}
