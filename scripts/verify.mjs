// The proofs that take too long for `npm test`; writes docs/verification.md: `npm run verify`.
import './setup/require_node.mjs';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBrowser } from './setup/browser.mjs';
import { build } from './setup/build.mjs';
import { Failure, runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { pipelineRunsHere, preparePython } from './setup/python.mjs';
import { ROOT, run } from './setup/run.mjs';
import { writeReferences } from './verify/reference.mjs';
import { report, verdict } from './verify/report.mjs';

const FOLDER = join(ROOT, 'runs', 'verify');
const REPORT = join(ROOT, 'docs', 'verification.md');

await runScript(async () => {
  if (!pipelineRunsHere) throw new Failure('This needs the pipeline: on Windows, use WSL2.');
  await installPackages();
  await preparePython();
  const browser = await prepareBrowser();
  await build();
  await writeReferences(FOLDER);

  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = join(ROOT, 'tests', 'verify', 'playwright.config.js');
  const { code } = await run(process.execPath, [playwright, 'test', '--config', config], {
    env: { KILAS_VERIFY: FOLDER, ...(browser && { CHROMIUM_PATH: browser }) },
  });
  if (!existsSync(join(FOLDER, 'page-decoders.json'))) {
    throw new Failure('Not proved: the tests broke off, so docs/verification.md stays as it was.');
  }
  const { proved, sentence } = verdict(FOLDER, code);
  writeFileSync(REPORT, report(FOLDER, sentence));
  console.log(`docs/verification.md is new. ${sentence}`);
  return proved ? 0 : 1;
});
