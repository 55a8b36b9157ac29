import { join } from 'node:path';
import { Failure } from '../setup/failure.mjs';
import { pipelineRunsHere, preparePython } from '../setup/python.mjs';
import { runTests } from './playwright.mjs';
import { readJson } from './record.mjs';
import { writeReferences } from './reference.mjs';
import { COMPARED, comparedCells, table } from './table.mjs';

const NAMES = { wasm: 'WASM', webgl: 'WebGL', cpu: 'CPU', webgpu: 'WebGPU' };

/** What may not be left out; WebGPU depends on the machine. */
const NEEDED = ['wasm', 'webgl', 'cpu'];

export const title = 'The page and Python';

export async function run(context) {
  if (!pipelineRunsHere) throw new Failure('This needs the pipeline: on Windows, use WSL2.');
  await preparePython();
  await writeReferences(context.folder);
  const code = await runTests('page.spec.js', context);
  const found = (name) => readJson(join(context.folder, `page-${name}.json`));
  const decoders = found('decoders');
  if (!decoders) throw new Failure('The tests did not come to their end.');
  const backends = Object.keys(NAMES).map((name) => found(`cifar10-${name}`));
  return { holds: code === 0, backends: backends.filter(Boolean), decoders };
}

export function faults({ holds, backends }) {
  const found = backends.map(({ backend }) => backend);
  const missing = NEEDED.filter((backend) => !found.includes(backend)).map((name) => NAMES[name]);
  if (missing.length > 0) {
    return [
      `no CIFAR-10 pictures were compared on ${missing.join(', ')}. ` +
        'Missing data belongs in data/ or where KILAS_DATA says.',
    ];
  }
  return holds ? [] : ['a requirement does not hold.'];
}

export function markdown({ backends, decoders }) {
  return `CIFAR-10's test pictures${browserOf(backends)}. Each went through the page's file input as a PNG, and through
\`python -m training predict\`. A difference is the largest one between two probabilities of the same
class. Required: the same class for every picture, and no difference above 0.001.

${backendTable(backends)}

The same, for files that the browser and Python's Pillow decode with libraries of their own. Required,
where the last column says so: every file read by both, the same class, and no difference above 0.001.
The others are measured only: lossy decoders differ, 16 bits come down to 8 and soft alpha is mixed
with white in ways that may differ by a level. The pictures are the page's ten
examples and, where CIFAR-10 is at hand, test pictures enlarged to 240 × 200.

${decoderTable(decoders)}`;
}

function backendTable(backends) {
  const rows = Object.entries(NAMES).map(([backend, name]) => {
    const found = backends.find((result) => result.backend === backend);
    if (found) return [name, ...comparedCells(found), found.pageRight, found.pythonRight];
    const why = NEEDED.includes(backend) ? 'not proved' : 'not on this machine';
    return [name, why, '', '', '', '', ''];
  });
  return table(['Backend', ...COMPARED, 'Right on the page', 'Right in Python'], rows);
}

function decoderTable(kinds) {
  return table(
    ['File', ...COMPARED, 'Read by one side only', ''],
    kinds.map((result) => [
      result.kind,
      ...comparedCells(result),
      result.unread,
      result.required ? 'required' : 'measured',
    ]),
  );
}

const browserOf = ([first]) => (first ? `, in Chromium ${first.browser}` : '');
