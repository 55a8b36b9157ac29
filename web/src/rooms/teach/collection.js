import { Fault } from '../../fault.js';

/** So that learning takes seconds, and the page stays light. */
export const EXAMPLES_AT_MOST = 100; // of a class
export const CLASSES_AT_MOST = 20;
export const EXAMPLE_SIZE = 128; // of the small pictures, in pixels
const NAME_AT_MOST = 60; // characters

let nextId = 1;
const newId = () => `n${nextId++}`;

/**
 * A visitor's classes. Collections never change: each of these functions gives another one, so
 * that what was before can be brought back.
 *
 * @typedef {object} Example
 * @property {string} id
 * @property {Float32Array} embedding what the model found in the picture
 * @property {Blob} picture small, to be looked at
 * @property {number | null} take the recording that it is a frame of
 *
 * @typedef {object} Class
 * @property {string} id
 * @property {string} name empty as long as nobody has named it
 * @property {Example[]} examples
 *
 * @typedef {{classes: Class[]}} Collection
 */

/** @returns {Collection} */
export const emptyCollection = () => ({ classes: [makeClass(''), makeClass('')] });

/** @returns {Class} */
export const makeClass = (name, examples = []) => ({ id: newId(), name, examples });

/** @returns {Example} */
export const makeExample = (embedding, picture, take = null) => ({
  id: newId(),
  embedding,
  picture,
  take,
});

/**
 * @param {{name: string, examples: object[]}[]} classes from a file or from storage
 * @returns {Collection}
 */
export const collectionFrom = (classes) => ({
  classes: classes.map(({ name, examples }) =>
    makeClass(
      name,
      examples.map(({ embedding, picture, take }) => makeExample(embedding, picture, take)),
    ),
  ),
});

/** @param {Collection} collection @throws {Fault} `teach-classes` if there are too many */
export function addClass({ classes }, name = '') {
  if (classes.length >= CLASSES_AT_MOST) {
    throw new Fault('teach-classes', { limit: CLASSES_AT_MOST });
  }
  return { classes: [...classes, makeClass(name)] };
}

/** @param {Collection} collection @throws {Fault} `teach-name` if another class has that name */
export function renameClass(collection, id, wish) {
  const name = wish.trim().slice(0, NAME_AT_MOST);
  const namesake = findByName(collection, name);
  if (namesake && namesake.id !== id) throw new Fault('teach-name', { name });
  return change(collection, id, (own) => ({ ...own, name }));
}

/** @param {Collection} collection */
export const removeClass = ({ classes }, id) => ({
  classes: classes.filter((own) => own.id !== id),
});

/**
 * @param {Collection} collection
 * @param {string} id of the class
 * @param {Example[]} examples those beyond `EXAMPLES_AT_MOST` are left out
 */
export const addExamples = (collection, id, examples) =>
  change(collection, id, (own) => ({
    ...own,
    examples: [...own.examples, ...examples].slice(0, EXAMPLES_AT_MOST),
  }));

/** @param {Collection} collection @param {string} exampleId */
export const removeExample = ({ classes }, exampleId) => ({
  classes: classes.map((own) => ({
    ...own,
    examples: own.examples.filter(({ id }) => id !== exampleId),
  })),
});

/** @param {Collection} collection @param {string} exampleId @param {string} id of the class */
export function moveExample(collection, exampleId, id) {
  const example = collection.classes
    .flatMap(({ examples }) => examples)
    .find((own) => own.id === exampleId);
  return addExamples(removeExample(collection, exampleId), id, [example]);
}

/**
 * Finds or makes a class for each name; classes that are empty and have no name make room.
 *
 * @param {Collection} collection
 * @param {string[]} names
 * @returns {{collection: Collection, ids: string[]}} `ids` of the classes, in the order of `names`
 * @throws {Fault} `teach-classes`
 */
export function classesNamed({ classes }, names) {
  let collection = {
    classes: classes.filter(({ name, examples }) => name !== '' || examples.length > 0),
  };
  const ids = names.map((name) => {
    if (!findByName(collection, name)) collection = addClass(collection, name);
    return findByName(collection, name).id;
  });
  return { collection, ids };
}

/** @param {Collection} collection @returns {Class[]} those that there are examples of */
export const taughtClasses = ({ classes }) => classes.filter(({ examples }) => examples.length > 0);

/** @param {Collection} collection @returns {number} how many more examples a class takes */
export const roomIn = ({ classes }, id) =>
  EXAMPLES_AT_MOST - (classes.find((own) => own.id === id)?.examples.length ?? 0);

function findByName({ classes }, wish) {
  const plain = (name) => name.trim().toLowerCase();
  return wish === '' ? undefined : classes.find(({ name }) => plain(name) === plain(wish));
}

function change({ classes }, id, how) {
  return { classes: classes.map((own) => (own.id === id ? how(own) : own)) };
}
