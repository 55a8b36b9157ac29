import * as browsers from './browsers.mjs';
import * as lighthouse from './lighthouse.mjs';
import * as parity from './parity.mjs';
import * as soak from './soak.mjs';

/**
 * The parts of `npm run verify`, by name, in the order of the report.
 *
 * @typedef {object} Part
 * @property {string} title
 * @property {(context: {folder: string, browser: string | null}) => Promise<object>} run what it
 *   found, as kept in <folder>/<name>.json; throws a Failure that says what is missing
 * @property {(result: object) => string[]} faults a sentence for each requirement that does not hold
 * @property {(result: object) => string} markdown what stands in the report under the title
 */

/** @type {Record<string, Part>} */
export const PARTS = { parity, browsers, soak, lighthouse };
