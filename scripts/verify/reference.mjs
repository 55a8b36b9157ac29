import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VENV_PYTHON } from '../setup/python.mjs';
import { mustRun, ROOT, run } from '../setup/run.mjs';

const OWN = /^(page-)?(cifar10|decoders)/;
const AT_ONCE = 1000; // a command line does not hold ten thousand paths everywhere

/**
 * Makes the pictures and lets Python answer them: <folder>/cifar10.jsonl and decoders.jsonl.
 *
 * @param {string} folder cleared first of what an earlier run of this part left
 */
export async function writeReferences(folder) {
  for (const name of readdirSync(folder)) {
    if (OWN.test(name)) rmSync(join(folder, name), { recursive: true });
  }
  console.log('Making the pictures …');
  const script = join(ROOT, 'tests', 'verify', 'write_pictures.py');
  await mustRun(VENV_PYTHON, [script, folder], 'The pictures could not be made.', {
    env: { PYTHONPATH: ROOT },
  });
  for (const name of ['cifar10', 'decoders']) {
    console.log(`Python answers: ${name} …`);
    writeFileSync(join(folder, `${name}.jsonl`), await predictAll(filesOf(join(folder, name))));
  }
}

/** @param {string} folder as for `writeReferences` @returns {string[]} paths, none before it ran */
export const testPictures = (folder) => filesOf(join(folder, 'cifar10'));

function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

async function predictAll(files) {
  let lines = '';
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const chunk = files.slice(start, start + AT_ONCE);
    lines += await predict(chunk);
  }
  return lines;
}

/**
 * @param {string[]} files as many as a command line holds
 * @returns {Promise<string>} a line of JSON for each
 */
export async function predict(files) {
  // Exit code 1 means that some files could not be read; their lines say so.
  const args = ['-m', 'training', 'predict', '--json', ...files];
  const { output, code } = await run(VENV_PYTHON, args, {
    quiet: true,
    keep: Number.POSITIVE_INFINITY,
  });
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  if (lines.length === files.length) return `${lines.join('\n')}\n`;
  throw new Error(`predict answered ${lines.length} of ${files.length} files (${code}): ${output}`);
}
