const FEW = 5;
const UNBALANCED = 4; // times as many
const ALIKE = 0.25; // of the pictures of two classes, taken for each other

/**
 * What keeps classes from being told apart well, the gravest first.
 *
 * @param {{name: string, takes: (number | null)[]}[]} classes with the recording that each of
 *   their examples is from
 * @param {import('./learn.js').Estimate | null} estimate
 * @returns {{code: string, values: object}[]} each a text `teach.advice.<code>`
 */
export function adviceOn(classes, estimate) {
  return [
    ...few(classes),
    ...(estimate ? alike(classes, estimate) : []),
    ...unbalanced(classes),
    ...singleTakes(classes),
  ];
}

const few = (classes) =>
  classes
    .filter(({ takes }) => takes.length < FEW)
    .map(({ name, takes }) => ({ code: 'few', values: { name, count: takes.length } }));

function unbalanced(classes) {
  const sorted = classes.toSorted((a, b) => a.takes.length - b.takes.length);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (most.takes.length < UNBALANCED * least.takes.length) return [];
  return [{ code: 'unbalanced', values: { least: least.name, most: most.name } }];
}

function alike(classes, { confusion }) {
  const found = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const mistaken = confusion[a][b] + confusion[b][a];
      const all = classes[a].takes.length + classes[b].takes.length;
      if (mistaken / all < ALIKE) continue;
      found.push({
        share: mistaken / all,
        code: 'alike',
        values: { one: classes[a].name, other: classes[b].name, count: mistaken, all },
      });
    }
  }
  return found.sort((a, b) => b.share - a.share).map(({ code, values }) => ({ code, values }));
}

/** The estimate cannot know how the class looks at another place and time. */
const singleTakes = (classes) =>
  classes
    .filter(({ takes }) => takes.length >= FEW && takes[0] !== null && new Set(takes).size === 1)
    .map(({ name }) => ({ code: 'take', values: { name } }));
