// Sets up everything and runs every check: `npm test`.
import './setup/require_node.mjs';
import { prepareBrowser } from './setup/browser.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { pipelineRunsHere, preparePython, VENV_PYTHON } from './setup/python.mjs';
import { runSteps } from './setup/run_steps.mjs';
import { stepsHere, TESTS } from './setup/steps.mjs';

await runScript(async () => {
  await installPackages();
  if (pipelineRunsHere) await preparePython();
  const browser = await prepareBrowser();
  return runSteps(stepsHere(TESTS), {
    ...(browser && { CHROMIUM_PATH: browser }),
    ...(pipelineRunsHere && { PYTHON: VENV_PYTHON }),
  });
});
