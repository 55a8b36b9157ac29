import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { ROOT } from '../setup/run.mjs';

const FILE = join(ROOT, 'docs', 'benchmarks.md');
const IDLE = 0.25; // load a core, up to which figures may be believed

/** @returns {boolean} whether other work disturbs what is to be measured */
export const isBusy = () => loadavg()[0] / cpus().length > IDLE;

/** @returns {{hardware: string, load: number, date: string, commit: string}} */
export function circumstances() {
  const commit = execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=10'], {
    cwd: ROOT,
  });
  return {
    hardware: `${cpus().length} × ${cpus()[0].model}`,
    load: Number(loadavg()[0].toFixed(2)),
    date: new Date().toISOString().slice(0, 10),
    commit: String(commit).trim(),
  };
}

/**
 * Puts new text into docs/benchmarks.md, between the two markers of a section.
 *
 * @param {Record<string, string>} sections text by name
 * @throws {Failure} when the markers are missing
 */
export function writeSections(sections) {
  let text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  for (const [name, content] of Object.entries(sections)) text = replace(text, name, content);
  writeFileSync(FILE, text);
}

function replace(text, name, content) {
  const [start, end] = ['start', 'end'].map((edge) => `<!-- ${name}:${edge} -->`);
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) {
    throw new Failure(`docs/benchmarks.md needs the lines ${start} and ${end}, in this order.`);
  }
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
