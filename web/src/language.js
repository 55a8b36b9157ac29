import { writeNumber } from './numbers.js';

/** A language is a file in `locales/`, and one in each room's folder; its name is its code. */
const files = import.meta.glob('../locales/*.json', { eager: true, import: 'default' });

/** @type {Record<string, Record<string, string>>} texts by language code */
export const LANGUAGES = byCode(files);

/**
 * Adds texts that come later than the page, with the room that needs them.
 *
 * @param {Record<string, Record<string, string>>} more texts by path, as `files`
 */
export function learn(more) {
  for (const [code, texts] of Object.entries(byCode(more))) Object.assign(LANGUAGES[code], texts);
}

/**
 * @param {string} key of a text
 * @returns {Record<string, string>} the text in every language, as `label` takes it
 */
export const labelsOf = (key) =>
  Object.fromEntries(Object.entries(LANGUAGES).map(([code, texts]) => [code, texts[key]]));

function byCode(texts) {
  const codeOf = (path) => path.match(/([\w-]+)\.json$/)[1];
  return Object.fromEntries(Object.entries(texts).map(([path, own]) => [codeOf(path), own]));
}

const marksOf = (texts) => ({
  point: texts['number.point'],
  group: texts['number.group'],
  percent: texts['number.percent'],
});

const FALLBACK = 'en';
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Bidi_Control}]/u;

/**
 * @param {(string | null | undefined)[]} wishes language tags, the strongest wish first
 * @returns {string} a code that there is a file for
 */
export function chooseLanguage(wishes) {
  const known = wishes.map((wish) => wish?.toLowerCase().split('-')[0]);
  return known.find((code) => Object.hasOwn(LANGUAGES, code ?? '')) ?? FALLBACK;
}

/**
 * The language of the page: texts, numbers, and who wants to know of a change.
 *
 * @param {string} code one of `LANGUAGES`
 */
export function createLanguage(code) {
  const followers = [];
  const language = {
    code,

    /**
     * @param {string} key of a text in `locales/`
     * @param {Record<string, string | number | {code: string, values: object}>} [values] for
     *   its {gaps}; with a code, the text `reason.<code>`
     * @returns {string}
     */
    text(key, values = {}) {
      const text = LANGUAGES[language.code][key] ?? LANGUAGES[FALLBACK][key];
      return text.replace(/\{(\w+)\}/g, (_, gap) => {
        const value = values[gap];
        if (value?.code) return language.text(`reason.${value.code}`, value.values);
        return typeof value === 'number' ? language.number(value) : value;
      });
    },

    /** @param {Record<string, string>} labels by language code, as in metadata.json */
    label(labels) {
      const label = labels[language.code] ?? labels[FALLBACK];
      // Or a label in Arabic would reorder the words and figures around it.
      return RIGHT_TO_LEFT.test(label) ? `\u2068${label}\u2069` : label;
    },

    /** @param {number} count @returns {string} small ones as a word, as people write them */
    count: (count) => LANGUAGES[language.code][`number.${count}`] ?? language.number(count),

    /** @param {import('./fault.js').Fault} fault */
    sentence: ({ code, values }) => language.text(`fault.${code}`, values),

    /** @param {number} value @param {object} [options] as for `writeNumber` */
    number: (value, options) => writeNumber(value, marksOf(LANGUAGES[language.code]), options),

    /** Never says 0 % or 100 % of what is only nearly so. */
    percent(share) {
      const write = (value) => language.number(value, { style: 'percent' });
      if (share > 0.99 && share < 1) return `>${write(0.99)}`;
      if (share < 0.01 && share > 0) return `<${write(0.01)}`;
      return write(share);
    },

    /** A figure of a test, to a tenth of a percent. */
    figure: (share) => language.number(share, { style: 'percent', maximumFractionDigits: 1 }),

    /** Runs `render` now and whenever the language changes. */
    follow(render) {
      followers.push(render);
      render();
    },

    /** @param {string} next one of `LANGUAGES` */
    change(next) {
      language.code = next;
      for (const render of followers) render();
    },
  };
  return language;
}
