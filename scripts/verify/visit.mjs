import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hooks } from '../../tests/page/hooks.js';
import { compare } from '../../tests/verify/compare.js';
import { classifyInPage } from '../../tests/verify/in_bulk.js';
import { Failure } from '../setup/failure.mjs';

const PATIENCE = 90_000; // milliseconds; a busy machine takes its time
const EXAMPLE = 'horse';

/**
 * A browser with one page, whichever protocol drives it.
 *
 * @typedef {object} Session
 * @property {string} version
 * @property {(address: string) => Promise<unknown>} goto
 * @property {(work: Function, input: any) => Promise<any>} evaluate runs in the page, with nothing
 *   from outside
 * @property {(selector: string, path: string) => Promise<void>} choose gives a file to an input
 * @property {() => Promise<void>} close
 */

/**
 * Goes the way of a visitor: the page loads, an example is tapped, a file is chosen; then the
 * answers are compared with Python's.
 *
 * @param {Session} session
 * @param {string} address of the page
 * @param {{file: string, label: string, predictions: object[]}[]} references as from
 *   `predict --json`
 * @returns {Promise<{backend: string, steps: string[], parity: object}>} the steps that were
 *   taken, `parity` as from `compare`
 * @throws {Failure} naming the step that is not reached
 */
export async function visit(session, address, references) {
  const steps = [];
  const until = async (step, selector) => {
    await untilThere(session, selector, step);
    steps.push(step);
  };

  await session.goto(`${address}?backend=wasm&lang=en`);
  await until('load', `${hooks.status}[data-state=ready]`);
  await session.evaluate(tap, `.example[data-class=${EXAMPLE}]`);
  await until('example', answered(`${EXAMPLE}.png`));
  const [{ file }] = references;
  await session.choose(hooks.input, file);
  await until('file', answered(basename(file)));

  const files = references.map((reference) => ({
    name: `again-${basename(reference.file)}`,
    base64: readFileSync(reference.file).toString('base64'),
  }));
  const answers = await session.evaluate(classifyInPage, { files, hooks });
  const backend = await session.evaluate(backendOf, hooks.backend);
  return { backend, steps, parity: compare(references, answers) };
}

const answered = (name) =>
  `${hooks.answer}[data-file="${name}"]:is([data-state=answered], [data-state=rejected])`;

async function untilThere(session, selector, step) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await session.evaluate(isThere, selector)) return;
    await wait(500);
  }
  throw new Failure(`the step '${step}' was not reached in ${PATIENCE / 1000} seconds.`);
}

/* These run inside the page. */
const isThere = (selector) => document.querySelector(selector) !== null;
const tap = (selector) => document.querySelector(selector).click();
const backendOf = (selector) => document.querySelector(selector).dataset.backend;
