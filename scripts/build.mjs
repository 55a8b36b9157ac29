// Builds the page into dist/, ready for any static host: `npm run build`.
import './setup/require_node.mjs';
import { build } from './setup/build.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';

await runScript(async () => {
  await installPackages();
  await build();
});
