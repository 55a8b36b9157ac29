// Sets up what the page needs, builds it and serves it: `npm start`.
import './setup/require_node.mjs';
import { createRequire } from 'node:module';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { build } from './setup/build.mjs';
import { runScript } from './setup/failure.mjs';
import { installPackages } from './setup/packages.mjs';
import { parsePort, portFailure, requireFreePort } from './setup/port.mjs';
import { ROOT } from './setup/run.mjs';

await runScript(async () => {
  const port = parsePort(process.env.PORT);
  await requireFreePort(port);
  await installPackages();
  await build();
  await serve(port);
});

async function serve(port) {
  // http-server 14 uses a deprecated field of Node; the warning is not the user's business.
  process.noDeprecation = true;
  const httpServer = createRequire(import.meta.url)('http-server');
  // cache -1: a rebuilt page shows at the next reload.
  const { server } = httpServer.createServer({
    root: join(ROOT, 'dist'),
    cache: -1,
    showDir: false,
  });
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portFailure(port, error.code)));
    server.listen(port, '0.0.0.0', resolve);
  });
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
