import { isDefaultSquare } from '../pictures/square.js';
import { spoken } from './answer.js';
import { byId } from './dom.js';

/**
 * Tells a screen reader the answer, politely, and a live answer only when it changes.
 *
 * @param {object} language from `createLanguage`
 */
export function createAnnouncer(language) {
  let lastLabel = null;

  const place = (answer) =>
    isDefaultSquare(answer) ? '' : `${language.text('square.announce', answer.square)} `;

  return {
    /**
     * @param {object} answer from the engine
     * @param {boolean} isLive
     */
    say(answer, isLive) {
      const label = answer.rejected ? '' : answer.predictions[0].name;
      if (isLive && label === lastLabel) return;
      lastLabel = label;
      byId('announcer').textContent = place(answer) + spoken(language, answer);
    },

    /** The camera is turned on: its first answer is heard, whatever was said before. */
    forget() {
      lastLabel = null;
    },

    /**
     * @param {string} key of a sentence about one class
     * @param {Record<string, string>} labels of the class, by language
     */
    tell(key, labels) {
      byId('announcer').textContent = language.text(key, { label: language.label(labels) });
    },

    /**
     * @param {string} key of a sentence about many pictures
     * @param {Record<string, string | number>} values for its gaps
     */
    report(key, values) {
      byId('announcer').textContent = language.text(key, values);
    },
  };
}
