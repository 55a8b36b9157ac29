/**
 * What classes are taught upon. Two models with the same weights find the same in a picture,
 * whatever they are called.
 *
 * @typedef {{key: string, name: string, title: object, weights: string[]}} Base
 */

/**
 * @param {object} metadata of a model
 * @returns {Base | null} null if the model does not tell what it finds in a picture
 */
export function baseOf({ name, title, files, outputs }) {
  if (!outputs.embedding) return null;
  const weights = files.filter(({ path }) => path.endsWith('.bin')).map(({ sha256 }) => sha256);
  return { key: weights.join(' '), name, title, weights };
}
