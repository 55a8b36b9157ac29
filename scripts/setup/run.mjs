import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

/** The repository's folder; every command runs in it. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const KEPT_CHARACTERS = 200_000;

/**
 * Runs a program to its end.
 *
 * @param {string} program a path or a name on PATH
 * @param {string[]} args
 * @param {object} [options]
 * @param {boolean} [options.quiet] keep the output to ourselves instead of passing it on
 * @param {boolean} [options.shell] let the shell find the program (npm on Windows is a script)
 * @param {number} [options.keep] how many characters of the output's end are kept
 * @param {Record<string, string>} [options.env] added to this process's environment
 * @returns {Promise<{code: number, output: string}>} output without colours, its end only when
 *   it is very long; code 127 when there is no such program
 */
export function run(
  program,
  args,
  { quiet = false, shell = false, keep = KEPT_CHARACTERS, env = {} } = {},
) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: ROOT,
      shell,
      env: { ...process.env, ...colours(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.setEncoding('utf8');
      from.on('data', (text) => {
        output = (output + text).slice(-keep);
        if (!quiet) to.write(text);
      });
    }
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: withoutColours(output) }));
  });
}

/**
 * Like run, for commands that set-up cannot do without.
 *
 * @param {string} sentence what it means that the command failed, and the remedy
 * @throws {Failure} with the command, its last lines and the sentence
 */
export async function mustRun(program, args, sentence, options) {
  const { code, output } = await run(program, args, options);
  if (code === 0) return output;
  throw new Failure(
    `This command failed with exit code ${code}:\n  ${[program, ...args].join(' ')}\n` +
      `Its last lines:\n${lastLines(output, 8)}\n\n${sentence}`,
  );
}

/**
 * @param {string} text
 * @param {number} count
 * @returns {string} the last lines that are neither blank nor of a stack trace, indented
 */
export function lastLines(text, count) {
  const lines = text.split(/\r?\n|\r/).filter((line) => !/^\s*(at .*)?$/.test(line));
  return lines
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n');
}

// Programs see a pipe instead of the terminal and would fall back to black and white.
function colours() {
  if (!process.stdout.isTTY || process.env.NO_COLOR) return {};
  return { FORCE_COLOR: '1', PY_COLORS: '1' };
}

function withoutColours(text) {
  const escapeCode = String.fromCharCode(27);
  return text.replaceAll(new RegExp(`${escapeCode}\\[[0-9;?]*[A-Za-z]`, 'g'), '');
}
