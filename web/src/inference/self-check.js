/**
 * One of the pictures that the model brings along, with Python's answer to it.
 *
 * @param {object} metadata
 * @param {number} index into `self_check.pictures`
 * @returns {Float32Array} [size, size, 3], RGB, 0 to 255
 */
export function checkPicture(metadata, index) {
  const bytes = atob(metadata.self_check.pictures[index].pixels);
  return Float32Array.from(bytes, (character) => character.charCodeAt(0));
}

/**
 * Something to look at before the visitor's first picture.
 *
 * @param {object} metadata
 * @returns {Float32Array} [size, size, 3], RGB, 0 to 255; black for a model that brings nothing
 */
export function warmUpPicture(metadata) {
  const { input, self_check } = metadata;
  const brings = self_check.pictures.length > 0;
  return brings ? checkPicture(metadata, 0) : new Float32Array(input.size ** 2 * 3);
}

/**
 * Does a backend say of a check picture what Python says?
 *
 * @param {object} metadata
 * @param {number} index into `self_check.pictures`
 * @param {number[]} probabilities the backend's, in the order of the classes
 * @returns {boolean} same top class, and no probability off by more than the tolerance
 */
export function isRight(metadata, index, probabilities) {
  const { tolerance, pictures } = metadata.self_check;
  const expected = pictures[index].probabilities;
  const within = expected.every((value, i) => Math.abs(value - probabilities[i]) <= tolerance);
  return within && top(expected) === top(probabilities);
}

const top = (values) => values.indexOf(Math.max(...values));
