// Sets up what the page needs, builds it and serves it: `npm start`.
import './setup/require_node.mjs';
import { networkInterfaces } from 'node:os';
import { build } from './setup/build.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { parsePort, requireFreePort } from './setup/port.mjs';
import { serve } from './setup/serve.mjs';

await runScript(async () => {
  const port = parsePort(process.env.PORT);
  await requireFreePort(port);
  await installPackages();
  await build();
  await serve(port, '0.0.0.0');
  announce(port);
});

function announce(port) {
  console.log(`\nKilas is at http://localhost:${port}/ (Ctrl-C ends it)`);
  for (const address of networkAddresses()) {
    console.log(
      `In your network: http://${address}:${port}/ (without camera: browsers want https)`,
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      console.log('\nKilas has stopped.');
      process.exit(0);
    });
  }
}

function networkAddresses() {
  return Object.values(networkInterfaces())
    .flat()
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
