// Serves dist/ under /kilas/, with the server that visitors of `npm start` get.
import { createServer } from 'http-server';

const BASE = '/kilas';

createServer({
  root: new URL('../../dist', import.meta.url).pathname,
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
