/**
 * Counts right answers, where the name of a file tells the class: `00000.cat.png`.
 *
 * @param {object[]} references lines of `predict --json`
 * @param {object[]} answers of `classifyAll`, in the same order
 * @returns {{pageRight: number, pythonRight: number}}
 */
export function countRight(references, answers) {
  const truths = references.map(({ file }) => file.split('.').at(-2));
  const right = (answer, index) => answer === truths[index];
  return {
    pageRight: answers.map(top).filter(right).length,
    pythonRight: references.map(({ label }) => label).filter(right).length,
  };
}

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
    if (reference.label === top(answers[index])) result.sameClass += 1;
    result.largest = Math.max(result.largest, difference);
    result.mean += difference;
  });
  result.mean /= Math.max(1, read);
  return result;
}

function top({ probabilities = {} }) {
  return Object.keys(probabilities)[0];
}
