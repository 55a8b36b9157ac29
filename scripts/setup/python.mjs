import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { mustRun, ROOT, run } from './run.mjs';

const WINDOWS = process.platform === 'win32';
const VENV = join(ROOT, '.venv');
const STAMP = join(VENV, 'requirements.sha256');

/** Whether the pipeline can be set up here: TensorFlow Decision Forests has no Windows wheels. */
export const pipelineRunsHere = !WINDOWS;

/** The path of the Python in `.venv`, whether it is there yet or not. */
export const VENV_PYTHON = WINDOWS
  ? join(VENV, 'Scripts', 'python.exe')
  : join(VENV, 'bin', 'python');

const CANDIDATES = ['python3.12', 'python3.11', 'python3', 'python'];
const VERSIONS = ['3.12', '3.11'];
// Debian and Ubuntu ship the module that fills a new environment apart from Python.
const ASK = `
import importlib.util, sys
version = "%d.%d" % sys.version_info[:2]
print(version if importlib.util.find_spec("ensurepip") else version + " without venv")`;

const REMEDY =
  'The packages come from PyPI. If this machine has no internet connection, connect it; behind ' +
  'a proxy, set HTTPS_PROXY. Then run the same command again.';

/**
 * Makes `.venv` and fills it with requirements.txt, where that has not been done yet.
 *
 * @throws {Failure} when no Python will do or its packages cannot be had
 */
export async function preparePython() {
  await makeVenv();
  const fingerprint = fingerprintOf('requirements.txt', 'constraints.txt');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint) return;
  console.log('Installing the Python packages: they fill 3.5 GB the first time …');
  await pip(['install', '-r', 'requirements.txt']);
  await replaceOpenCV();
  writeFileSync(STAMP, fingerprint);
}

/**
 * Names the first Python that will do. Each candidate is run: pyenv leaves commands on PATH
 * that only print an error.
 *
 * @param {(program: string) => Promise<string | null>} versionOf
 * @returns {Promise<string>} a program's name
 * @throws {Failure} with what was found instead
 */
export async function findPython(versionOf = askVersion) {
  const found = [];
  for (const program of CANDIDATES) {
    const version = await versionOf(program);
    if (VERSIONS.includes(version)) return program;
    if (version) found.push(`${program} is ${version}`);
  }
  throw new Failure(
    `Kilas needs Python 3.11 or 3.12, and ${found.length ? found.join(', ') : 'none was found'}. ` +
      'Get one from your system (Debian 12, Ubuntu 24.04: sudo apt install python3-venv), from ' +
      'https://www.python.org/downloads/ or with pyenv (pyenv install 3.12 && pyenv shell 3.12), ' +
      'then run the same command again.',
  );
}

async function makeVenv() {
  const version = await askVersion(VENV_PYTHON);
  if (VERSIONS.includes(version)) return;
  const python = await findPython();
  if (existsSync(VENV)) console.log(`${whyNot(version)}: making .venv anew.`);
  rmSync(VENV, { recursive: true, force: true });
  console.log(`Making .venv with ${python} …`);
  await mustRun(
    python,
    ['-m', 'venv', '.venv'],
    'Remove the folder .venv, and try another Python 3.11 or 3.12.',
  );
}

/**
 * @param {string | null} version of the Python in `.venv`, as askVersion tells it
 * @returns {string} what is wrong with it
 */
export function whyNot(version) {
  if (version) return `The Python in .venv is ${version}, and Kilas needs 3.11 or 3.12`;
  return 'The Python in .venv is missing or does not run';
}

async function askVersion(program) {
  const { code, output } = await run(program, ['-c', ASK], { quiet: true });
  return code === 0 ? output.trim() : null;
}

// opencv-python loads libGL, libxcb and libglib, which a bare server lacks; the headless
// build is the same module without windows. Both fill the folder cv2/, so both must go first.
async function replaceOpenCV() {
  const { code, output } = await run(VENV_PYTHON, ['-c', 'import cv2'], { quiet: true });
  if (code === 0) return;
  const version = /^opencv-python==(\S+)/m.exec(
    readFileSync(join(ROOT, 'requirements.txt'), 'utf8'),
  )[1];
  console.log(
    `opencv-python does not load here (${output.trim().split('\n').at(-1)}): ` +
      `opencv-python-headless ${version} takes its place.`,
  );
  await pip(['uninstall', '--yes', 'opencv-python', 'opencv-python-headless']);
  await pip(['install', '-c', 'constraints.txt', `opencv-python-headless==${version}`]);
  await mustRun(
    VENV_PYTHON,
    ['-c', 'import cv2'],
    'OpenCV does not load on this machine, not even without windows.',
    { quiet: true },
  );
}

function pip(args) {
  return mustRun(VENV_PYTHON, ['-m', 'pip', '--disable-pip-version-check', ...args], REMEDY);
}

function fingerprintOf(...names) {
  const hash = createHash('sha256');
  for (const name of names) hash.update(readFileSync(join(ROOT, name)));
  return hash.digest('hex');
}
