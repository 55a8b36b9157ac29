/**
 * The classes, those that the model finds hardest first.
 *
 * @param {{name: string}[]} classes
 * @param {Record<string, number>} shares of right answers, by the name of the class
 * @returns {{entry: object, share: number}[]} classes without a share are left out
 */
export function hardestFirst(classes, shares) {
  return classes
    .filter(({ name }) => Object.hasOwn(shares, name))
    .map((entry) => ({ entry, share: shares[entry.name] }))
    .sort((a, b) => a.share - b.share);
}

/**
 * The mistakes that are made most often.
 *
 * @param {{name: string}[]} classes
 * @param {number[][]} confusion test pictures: a row for what is shown, a column for the answer
 * @param {number} count how many are wanted
 * @returns {{shown: object, answered: object, pictures: number, share: number}[]} `share` of
 *   the pictures that show the one
 */
export function mostConfused(classes, confusion, count) {
  return confusion
    .flatMap((row, truth) => {
      const total = sum(row);
      return row.map((pictures, answer) => ({
        shown: classes[truth],
        answered: classes[answer],
        pictures: truth === answer ? 0 : pictures,
        share: pictures / total,
      }));
    })
    .filter(({ pictures }) => pictures > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, count);
}

/** @param {number[]} numbers @returns {number} */
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
