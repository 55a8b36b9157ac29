/** As usual; more would take longer and tell hardly more. */
const FOLDS = 5;

/**
 * Deals examples into folds, each class evenly (stratified). Frames of one recording look alike,
 * so they stay together, or an example would be tested that was learned from all but once. A
 * class with fewer recordings than folds has the largest cut into stretches of time.
 *
 * @param {number[]} labels the class of each example, from 0
 * @param {(number | null)[]} takes the recording each is from; null for a picture by itself
 * @returns {{folds: number[], count: number} | null} the fold of each example; null if some
 *   class has fewer than two examples
 */
export function dealFolds(labels, takes) {
  const classes = group([...labels.keys()], (index) => labels[index]);
  const count = Math.min(FOLDS, ...classes.map((members) => members.length));
  if (count < 2) return null;

  const folds = new Array(labels.length).fill(0);
  const filled = new Array(count).fill(0);
  for (const members of classes) {
    const own = new Array(count).fill(0);
    for (const part of partsOf(members, takes, count)) {
      const fold = emptiest(own, filled);
      for (const index of part) folds[index] = fold;
      own[fold] += part.length;
      filled[fold] += part.length;
    }
  }
  return { folds, count };
}

/** At least `count` parts of a class, the largest first. */
function partsOf(members, takes, count) {
  const parts = group(members, (index) => takes[index] ?? `picture ${index}`);
  const largestFirst = () => parts.sort((a, b) => b.length - a.length);
  largestFirst();
  while (parts.length < count) {
    const [largest] = parts.splice(0, 1);
    const middle = Math.ceil(largest.length / 2);
    parts.push(largest.slice(0, middle), largest.slice(middle));
    largestFirst();
  }
  return parts;
}

/** Where the class has fewest so far, and among those where all have. */
function emptiest(own, filled) {
  let best = 0;
  for (let fold = 1; fold < own.length; fold++) {
    if (own[fold] < own[best] || (own[fold] === own[best] && filled[fold] < filled[best])) {
      best = fold;
    }
  }
  return best;
}

function group(members, keyOf) {
  const groups = new Map();
  for (const member of members) {
    const key = keyOf(member);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(member);
  }
  return [...groups.values()];
}
