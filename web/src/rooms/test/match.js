import { CHOICES, createMatcher, simple } from './names.js';
import { remembered } from './remembered.js';

/**
 * Gives labelled pictures their classes, and asks what names stand for that are called like no
 * class. What is answered is remembered.
 *
 * @param {{name: string, file: File, label: string}[]} labelled
 * @param {{name: string, classes: object[]}} model its metadata
 * @param {object} how
 * @param {boolean} how.isAsking asks again for what was answered before, too
 * @param {Function} how.ask as of `createNamesDialog`
 * @returns {Promise<{pictures: {name: string, file: File, truth: number}[], omitted: number,
 *   hasNames: boolean} | null>} `omitted` counts those that the visitor leaves out, `hasNames`
 *   tells whether there was anything to ask; null if the visitor gave no answer
 */
export async function matchPictures(labelled, model, { isAsking, ask }) {
  const { name, classes } = model;
  const said = remembered.of(name);
  const isOwnName = createMatcher(classes, {});
  const known = createMatcher(classes, said);
  const foreign = countLabels(labelled).filter(({ label }) => isOwnName(label) === undefined);
  const open = foreign.filter(({ label }) => isAsking || known(label) === undefined);
  if (open.length > 0) {
    const choices = await ask(
      open.map(({ label, count }) => ({ label, count, choice: choiceFor(label) })),
      classes,
    );
    if (!choices) return null;
    const answers = Object.fromEntries(open.map(({ label }, i) => [simple(label), choices[i]]));
    Object.assign(said, answers);
    remembered.add(name, answers);
  }
  const match = createMatcher(classes, said);
  const pictures = labelled
    .map(({ name: path, file, label }) => ({ name: path, file, truth: match(label) }))
    .filter(({ truth }) => truth !== null);
  const omitted = labelled.length - pictures.length;
  return { pictures, omitted, hasNames: foreign.length > 0 };

  function choiceFor(label) {
    return known(label) === undefined ? CHOICES.omit : said[simple(label)];
  }
}

/** Each name once, as it was first written. */
function countLabels(labelled) {
  const found = new Map();
  for (const { label } of labelled) {
    const entry = found.get(simple(label)) ?? { label, count: 0 };
    found.set(simple(label), { ...entry, count: entry.count + 1 });
  }
  return [...found.values()];
}
