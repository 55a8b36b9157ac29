import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../setup/run.mjs';

const DIST = join(ROOT, 'dist');
const BASE = '/kilas/';
const TYPES = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
};

/**
 * Serves dist/ under a path, compressed and kept for ten minutes, as GitHub Pages does: what
 * `npm start` serves is neither, and would be timed wrongly.
 *
 * @returns {Promise<{address: string, close: () => void}>}
 */
export async function hostPage() {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://localhost:${server.address().port}${BASE}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const path = normalize(decodeURIComponent(pathname.slice(BASE.length))) || '.';
  const file = join(DIST, path === '.' ? 'index.html' : path);
  try {
    if (!pathname.startsWith(BASE) || !file.startsWith(DIST)) throw new Error('not here');
    const content = gzipSync(await readFile(file));
    response.writeHead(200, {
      'cache-control': 'max-age=600',
      'content-encoding': 'gzip',
      'content-length': content.length,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
