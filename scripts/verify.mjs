// The proofs that take too long for `npm test`; writes docs/verification.md: `npm run verify`.
// One part alone: `npm run verify -- --only lighthouse`; the others stay as they were last found.
import './setup/require_node.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareBrowser } from './setup/browser.mjs';
import { build } from './setup/build.mjs';
import { Failure, runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { ROOT } from './setup/run.mjs';
import { PARTS } from './verify/parts.mjs';
import { keepResult, readResults } from './verify/record.mjs';
import { report, verdict } from './verify/report.mjs';

const FOLDER = join(ROOT, 'runs', 'verify');
const REPORT = join(ROOT, 'docs', 'verification.md');

await runScript(async () => {
  const wanted = chooseParts();
  await installPackages();
  const browser = await prepareBrowser();
  await build();
  mkdirSync(FOLDER, { recursive: true });
  for (const name of wanted) {
    console.log(`\n${PARTS[name].title} …`);
    keepResult(FOLDER, name, await runPart(PARTS[name], { folder: FOLDER, browser }));
  }

  const results = readResults(FOLDER, Object.keys(PARTS));
  const { proved, sentence } = verdict(results);
  writeFileSync(REPORT, report(results));
  console.log(`\ndocs/verification.md is new. ${sentence}`);
  return proved ? 0 : 1;
});

function chooseParts() {
  const names = Object.keys(PARTS);
  const usage = `Usage: npm run verify -- [--only ${names.join('|')}]`;
  let only;
  try {
    ({ only } = parseArgs({ options: { only: { type: 'string' } } }).values);
  } catch (error) {
    throw new Failure(`${error.message}. ${usage}`);
  }
  if (only && !names.includes(only)) throw new Failure(`There is no part '${only}'. ${usage}`);
  return only ? [only] : names;
}

/** A part that breaks off must not cost the hours of the others. */
async function runPart(part, context) {
  try {
    return await part.run(context);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return { brokeOff: error.message };
  }
}
