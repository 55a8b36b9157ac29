// Serves dist/ under /kilas/, with the server that visitors of `npm start` get.
import { fileURLToPath } from 'node:url';
import { createServer } from 'http-server';

const BASE = '/kilas';

// http-server 14 uses a deprecated field of Node, which only makes noise here.
process.noDeprecation = true;

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/**
 * @param {string} root the folder of a built page
 * @param {number} port 0 for any that is free
 * @returns {import('node:http').Server}
 */
export function serve(root, port) {
  const { server } = createServer({
    root,
    before: [
      (request, response) => {
        if (!request.url.startsWith(`${BASE}/`)) {
          response.statusCode = 404;
          response.end();
          return;
        }
        request.url = request.url.slice(BASE.length);
        response.emit('next');
      },
    ],
  });
  return server.listen(port);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve(DIST, Number(process.argv[2]));
