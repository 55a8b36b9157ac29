/**
 * How many pictures show what, in a line: '12 × cat, 3 × dog, 2 × none of these'.
 *
 * @param {object[]} items those that still wait are not counted
 * @param {object} language from `createLanguage`
 * @returns {string} the most frequent class first, doubts and failures last
 */
export function countLine(items, language) {
  const classes = new Map();
  for (const { state, answer } of items) {
    if (state !== 'answered') continue;
    const [{ name, labels }] = answer.predictions;
    const entry = classes.get(name) ?? { labels, count: 0 };
    classes.set(name, { ...entry, count: entry.count + 1 });
  }
  const parts = [...classes.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ labels, count }) => say(count, language.label(labels)));
  for (const state of ['rejected', 'failed']) {
    const count = items.filter((item) => item.state === state).length;
    if (count > 0) parts.push(say(count, language.text(`results.count.${state}`)));
  }
  return parts.join(', ');

  function say(count, label) {
    return `${language.number(count)}\u00a0×\u00a0${label}`; // not torn apart at the end of a line
  }
}
