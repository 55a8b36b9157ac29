// Sets up both halves without running anything: `npm run setup`.
import './setup/require_node.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { pipelineRunsHere, preparePython, VENV_PYTHON } from './setup/python.mjs';

await runScript(async () => {
  await installPackages();
  if (!pipelineRunsHere) {
    console.log(
      'The page is set up. The pipeline does not run on Windows itself: use WSL2 for it.',
    );
    return;
  }
  await preparePython();
  console.log(`All is set up. The pipeline: "${VENV_PYTHON}" -m training --help`);
});
