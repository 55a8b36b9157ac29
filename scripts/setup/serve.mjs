import { createRequire } from 'node:module';
import { join } from 'node:path';
import { portFailure } from './port.mjs';
import { ROOT } from './run.mjs';

/**
 * Serves dist/ with http-server, which must be installed by then.
 *
 * @param {number} port 0 for any that is free
 * @param {string} host an address of this machine; '0.0.0.0' for all of them
 * @returns {Promise<import('node:http').Server>} that listens
 * @throws {Failure} when the port cannot be opened
 */
export function serve(port, host) {
  // http-server 14 uses a deprecated field of Node; the warning is not the user's business.
  process.noDeprecation = true;
  const httpServer = createRequire(import.meta.url)('http-server');
  // cache -1: the next reload finds a rebuilt page, and offers it.
  const options = { root: join(ROOT, 'dist'), cache: -1, showDir: false };
  const { server } = httpServer.createServer(options);
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portFailure(port, error.code)));
    server.listen(port, host, () => resolve(server));
  });
}
