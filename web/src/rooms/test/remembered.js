import { memory } from '../../memory.js';

const KEY = 'kilas.test.names';

/** What the visitor said that names of folders stand for, for each model apart. */
export const remembered = {
  /**
   * @param {string} model its name
   * @returns {Record<string, string>} choices by label, for `createMatcher`
   */
  of: (model) => ({ ...all()[model] }),

  /**
   * @param {string} model its name
   * @param {Record<string, string>} choices added to those before
   */
  add(model, choices) {
    const said = { ...remembered.of(model), ...choices };
    memory.setItem(KEY, JSON.stringify({ ...all(), [model]: said }));
  },
};

function all() {
  try {
    return Object(JSON.parse(memory.getItem(KEY)));
  } catch {
    return {}; // nobody but this module writes it, but anybody can
  }
}
