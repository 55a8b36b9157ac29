import { labelsOf } from '../../language.js';

/**
 * What can be tested: the model in use, or what the visitor taught upon it.
 *
 * @typedef {object} Subject
 * @property {{name: string, title: object, classes: object[], threshold: number}} model as in
 *   metadata
 * @property {(file: File, signal: AbortSignal) => Promise<object>} classify as of the engine
 * @property {(picture: {name: string, file: File}) => void} look at one where it is answered alike
 *
 * @param {{ask: Function, look: Function}} context as `main.js` gives it to every room
 */
export function createSubjects({ ask, look }) {
  return {
    /** @param {object} metadata of the model in use @returns {Subject} */
    ofModel: (metadata) => ({
      model: metadata,
      classify: (file, signal) => ask((engine) => engine.classify(file, signal)),
      look: (picture) => look(picture),
    }),

    /**
     * @param {object} taught as `ownClasses` hands it out
     * @param {object} metadata of the model that it was taught upon
     * @returns {Subject}
     */
    ofTaught: (taught, { name }) => ({
      model: {
        name: `${name}/taught`,
        title: labelsOf('test.taught'),
        classes: taught.classes,
        threshold: taught.threshold,
      },
      classify: async (file, signal) =>
        taught.answer(await ask((engine) => engine.embed(file, signal))),
      look: ({ file }) => look({ name: file.name, file }, 'teach'), // its folder is no class there
    }),
  };
}
