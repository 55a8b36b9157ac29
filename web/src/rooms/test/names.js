/** Stands for a class: the picture shows none of them. */
export const NONE = -1;

/** What a name can be said to stand for, beside `class:` and the name of a class. */
export const CHOICES = { none: 'none', omit: 'omit' };

/** @returns {string} what stands for a class among the choices */
export const choiceOf = ({ name }) => `class:${name}`;

/**
 * Finds the classes that labels stand for: by name, by what they are called in any language, and
 * by what the visitor said of them before.
 *
 * @param {{name: string, labels: Record<string, string>}[]} classes from metadata
 * @param {Record<string, string>} said choices by label, as `simple` writes it
 * @returns {(label: string) => number | null | undefined} the number of the class, `NONE`, null
 *   for what is to be left out, undefined for what is not known
 */
export function createMatcher(classes, said) {
  const known = new Map([[simple(CHOICES.none), NONE]]);
  for (const [text, number] of unambiguous(classes)) known.set(text, number);
  for (const [number, { name }] of classes.entries()) known.set(simple(name), number);

  return (label) => {
    const text = simple(label);
    if (known.has(text)) return known.get(text);
    const choice = Object.hasOwn(said, text) ? said[text] : undefined;
    if (choice === CHOICES.none) return NONE;
    if (choice === CHOICES.omit) return null;
    const number = classes.findIndex((entry) => choiceOf(entry) === choice);
    return number < 0 ? undefined : number; // another model may not have it
  };
}

/** `T-Shirt_top` and `t-shirt top` are the same. */
export function simple(label) {
  const text = label.normalize().toLowerCase();
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim() || text; // which may be an emoji
}

/** What one class alone is called in some language. */
function unambiguous(classes) {
  const found = new Map();
  for (const [number, { labels }] of classes.entries()) {
    for (const text of new Set(Object.values(labels).map(simple))) {
      found.set(text, found.has(text) ? null : number);
    }
  }
  return [...found].filter(([, number]) => number !== null);
}
