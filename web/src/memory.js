/**
 * What the page remembers between visits. Browsers that forbid storage throw
 * on the first touch; there, the page just forgets.
 */
export const memory = {
  /** @param {string} key */
  getItem(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Full or forbidden: the page works without.
    }
  },
};
