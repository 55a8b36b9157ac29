/** Something that the user can mend: shown as a sentence, never with a stack trace. */
export class Failure extends Error {}

/**
 * Runs a script's outline and turns its end into the exit code.
 *
 * @param {() => Promise<number | void>} outline resolves to the exit code; nothing means 0
 */
export async function runScript(outline) {
  try {
    process.exitCode = (await outline()) || 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
