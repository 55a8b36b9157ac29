import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/run.mjs';

const FIGURES = ['Pictures', 'Same class', 'Largest difference', 'Mean difference'];
const NAMES = { wasm: 'WASM', webgl: 'WebGL', cpu: 'CPU', webgpu: 'WebGPU' };

/** What may not be left out; WebGPU depends on the machine. */
const NEEDED = ['wasm', 'webgl', 'cpu'];

/**
 * @param {string} folder where tests/verify/ left its results
 * @param {number} code exit code of tests/verify/
 * @returns {{proved: boolean, sentence: string}}
 */
export function verdict(folder, code) {
  const found = backendsIn(folder).map(({ backend }) => backend);
  const missing = NEEDED.filter((backend) => !found.includes(backend));
  if (missing.length > 0) {
    const names = missing.map((backend) => NAMES[backend]).join(', ');
    const sentence =
      `Not proved: no CIFAR-10 pictures were compared on ${names}. Missing data belongs in data/ or ` +
      'where KILAS_DATA says.';
    return { proved: false, sentence };
  }
  if (code !== 0) return { proved: false, sentence: 'Not proved: a requirement does not hold.' };
  return { proved: true, sentence: 'Proved: every requirement below holds.' };
}

/**
 * @param {string} folder where tests/verify/ left its results
 * @param {string} sentence the verdict
 * @returns {string} docs/verification.md
 */
export function report(folder, sentence) {
  const backends = backendsIn(folder);
  const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: ROOT });
  return `# Verification

\`npm run verify\` wrote this on ${new Date().toISOString().slice(0, 10)}, at commit \`${String(commit).trim()}\`, on ${cpus().length} × ${cpus()[0].model}${browserOf(backends)}.

**${sentence}**

## The page and Python

CIFAR-10's test pictures. Each went through the page's file input as a PNG, and through \`python -m training predict\`.
A difference is the largest one between two probabilities of the same class. Required: the same
class for every picture, and no difference above 0.001.

${backendTable(backends)}

## Decoders

The same, for files that the browser and Python's Pillow decode with libraries of their own. Required,
where the last column says so: every file read by both, the same class, and no difference above 0.001.
The others are measured only: lossy decoders differ, 16 bits come down to 8 and soft alpha is mixed
with white in ways that may differ by a level. The pictures are the page's ten
examples and, where CIFAR-10 is at hand, test pictures enlarged to 240 × 200.

${decoderTable(readJson(folder, 'page-decoders.json'))}
`;
}

function backendsIn(folder) {
  const names = readdirSync(folder).filter((name) => name.startsWith('page-cifar10-'));
  return names.map((name) => readJson(folder, name));
}

function backendTable(backends) {
  const rows = Object.entries(NAMES).map(([backend, name]) => {
    const found = backends.find((result) => result.backend === backend);
    if (!found)
      return `| ${name} | ${NEEDED.includes(backend) ? 'not proved' : 'not on this machine'} | | | | | |`;
    return `| ${name} | ${counts(found)} | ${found.pageRight} | ${found.pythonRight} |`;
  });
  return table(['Backend', ...FIGURES, 'Right on the page', 'Right in Python'], rows);
}

function decoderTable(kinds) {
  return table(
    ['File', ...FIGURES, 'Read by one side only', ''],
    kinds.map(
      (result) =>
        `| ${result.kind} | ${counts(result)} | ${result.unread} | ${result.required ? 'required' : 'measured'} |`,
    ),
  );
}

function counts({ pictures, sameClass, largest, mean }) {
  return [pictures, sameClass, largest.toExponential(1), mean.toExponential(1)].join(' | ');
}

function table(heads, rows) {
  return [`| ${heads.join(' | ')} |`, `|${' --- |'.repeat(heads.length)}`, ...rows].join('\n');
}

function browserOf([first]) {
  return first ? `, in Chromium ${first.browser}` : '';
}

function readJson(folder, name) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
