import { byName } from '../pictures/folder.js';

/** Answers first, then doubts; what has no answer comes last. */
const RANKS = { answered: 0, rejected: 1, failed: 2, busy: 3, waiting: 3 };

const best = ({ answer }) => answer.predictions[0];

/** The ways to sort, by name; each compares two items and leaves equals in their order. */
const ORDERS = {
  order: () => () => 0,
  name: () => byName,
  class: (language) => (a, b) =>
    RANKS[a.state] - RANKS[b.state] ||
    (a.answer
      ? language.label(best(a).labels).localeCompare(language.label(best(b).labels)) ||
        best(b).probability - best(a).probability
      : 0),
  confidence: () => (a, b) =>
    Number(!a.answer) - Number(!b.answer) ||
    (a.answer ? b.answer.confidence - a.answer.confidence : RANKS[a.state] - RANKS[b.state]),
};

export const SORTS = Object.keys(ORDERS);

/**
 * @param {object[]} items in the order in which they came
 * @param {string} sort one of `SORTS`
 * @param {object} language from `createLanguage`; classes are sorted by what they are called
 * @returns {object[]} a new array
 */
export const sorted = (items, sort, language) => items.toSorted(ORDERS[sort](language));
