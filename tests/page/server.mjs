// Serves dist/ under /kilas/, with the server that visitors of `npm start` get.
import { fileURLToPath } from 'node:url';
import { createServer } from 'http-server';

const BASE = '/kilas';

// http-server 14 uses a deprecated field of Node, which only makes noise here.
process.noDeprecation = true;

createServer({
  root: fileURLToPath(new URL('../../dist', import.meta.url)),
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
}).listen(Number(process.argv[2]));
