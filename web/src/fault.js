/**
 * Something went wrong that the visitor should hear about in a sentence.
 *
 * The sentence itself is in `locales/` under `fault.<code>`; `values` fill its
 * gaps, so a fault can cross from the worker to the page and still be said in
 * the visitor's language.
 */
export class Fault extends Error {
  /**
   * @param {string} code the end of a key in `locales/`, as in 'picture-empty'
   * @param {Record<string, string | number | {code: string, values: object}>} [values] what
   *   fills the sentence; with a code, the text `reason.<code>`
   */
  constructor(code, values = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.name = 'Fault';
    this.code = code;
    this.values = values;
  }

  /** @returns {{code: string, values: object}} what a message can carry */
  toMessage() {
    return { code: this.code, values: this.values };
  }

  /**
   * @param {unknown} error anything thrown
   * @param {string} code for an error that is not a fault yet
   * @param {Record<string, string | number>} [values]
   * @returns {Fault}
   */
  static from(error, code, values = {}) {
    if (error instanceof Fault) return error;
    return new Fault(code, { ...values, reason: error?.message ?? String(error) });
  }
}
