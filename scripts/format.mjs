// Formats both languages and mends what can be mended: `npm run format`.
import './setup/require_node.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { pipelineRunsHere, preparePython } from './setup/python.mjs';
import { runSteps } from './setup/run_steps.mjs';
import { FORMAT, stepsHere } from './setup/steps.mjs';

await runScript(async () => {
  await installPackages();
  if (pipelineRunsHere) await preparePython();
  return runSteps(stepsHere(FORMAT));
});
