/**
 * Compares the page's answers with Python's, picture by picture.
 *
 * @param {object[]} references lines of `predict --json`
 * @param {object[]} answers of `classifyAll`, in the same order
 * @returns {{pictures: number, unread: number, sameClass: number, largest: number, mean: number}}
 *   `unread` pictures were refused by one side only; `largest` and `mean` are of each picture's
 *   largest difference between two probabilities, and of those that both read
 */
export function compare(references, answers) {
  const result = { pictures: references.length, unread: 0, sameClass: 0, largest: 0, mean: 0 };
  let read = 0;
  references.forEach((reference, index) => {
    const { probabilities } = answers[index];
    if (!reference.predictions || !probabilities) {
      if (reference.predictions || probabilities) result.unread += 1;
      return;
    }
    read += 1;
    const difference = Math.max(
      ...reference.predictions.map(({ label, probability }) =>
        Math.abs(probability - probabilities[label]),
      ),
    );
    if (reference.label === Object.keys(probabilities)[0]) result.sameClass += 1;
    result.largest = Math.max(result.largest, difference);
    result.mean += difference;
  });
  result.mean /= Math.max(1, read);
  return result;
}
