import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/run.mjs';

const FIGURES = ['Pictures', 'Same class', 'Largest difference', 'Mean difference'];
const NAMES = { wasm: 'WASM', webgl: 'WebGL', cpu: 'CPU', webgpu: 'WebGPU' };

/**
 * @param {string} folder where tests/verify/ left its results
 * @returns {string} docs/verification.md
 */
export function report(folder) {
  const results = readdirSync(folder).filter((name) => name.startsWith('page-cifar10-'));
  const backends = results.map((name) => readJson(folder, name));
  const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: ROOT });
  return `# Verification

\`npm run verify\` wrote this on ${new Date().toISOString().slice(0, 10)}, at commit \`${String(commit).trim()}\`, on ${cpus().length} × ${cpus()[0].model}${browserOf(backends)}.

## The page and Python

Each picture went through the page's file input as a PNG, and through \`python -m training predict\`.
A difference is the largest one between two probabilities of the same class. Required: the same
class for every picture, and no difference above 0.001.

${backendTable(backends)}

## Decoders

The same, for files that the browser and Python's Pillow decode with libraries of their own. Lossless
files must agree as above; for the others this is a measurement. The pictures are the page's ten
examples and, where CIFAR-10 is at hand, test pictures enlarged to 240 × 200.

${decoderTable(readJson(folder, 'page-decoders.json'))}
`;
}

function backendTable(backends) {
  const rows = Object.entries(NAMES).map(([backend, name]) => {
    const found = backends.find((result) => result.backend === backend);
    if (!found) return `| ${name} | left out: not on this machine, or no data | | | |`;
    return `| ${name} | ${counts(found)} |`;
  });
  return table(['Backend', ...FIGURES], rows);
}

function decoderTable(kinds) {
  return table(
    ['File', ...FIGURES, 'Read by one side only'],
    kinds.map((result) => `| ${result.kind} | ${counts(result)} | ${result.unread} |`),
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
