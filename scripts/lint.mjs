// Checks style and common mistakes in both languages: `npm run lint`.
import './setup/require_node.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { pipelineRunsHere, preparePython } from './setup/python.mjs';
import { runSteps } from './setup/run_steps.mjs';
import { LINT, stepsHere } from './setup/steps.mjs';

await runScript(async () => {
  await installPackages();
  if (pipelineRunsHere) await preparePython();
  return runSteps(stepsHere(LINT));
});
