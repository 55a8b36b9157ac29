import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
};
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const BLANK = 'blank';

/**
 * Serves several built pages side by side as a static host does, with gzip, and keeps account.
 *
 * @param {Record<string, string>} folders by the first part of their address
 * @param {object} [options]
 * @param {import('./line.mjs').Line} [options.line] how fast bytes leave; at once if there is none
 * @param {boolean} [options.isolated] lets pages have threads, which static hosts do not
 * @returns {Promise<{address: string, sent: {path: string, bytes: number}[], close: () => void}>}
 *   `address` ends in '/'; under `blank` is an empty page; `sent` grows as bodies are asked for,
 *   in bytes as they travel
 */
export async function serveSites(folders, { line, isolated = false } = {}) {
  const sent = [];
  const bodies = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1);
    const file = fileOf(folders, path);
    if (!file && path !== BLANK) return response.writeHead(404).end();
    if (!bodies.has(path)) bodies.set(path, gzipSync(file ? readFileSync(file) : ''));
    const body = bodies.get(path);
    sent.push({ path, bytes: body.length });
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file ?? 'blank.html')] ?? 'application/octet-stream',
      'Content-Encoding': 'gzip',
      'Content-Length': body.length,
      'Cache-Control': 'max-age=600',
      ...(isolated && ISOLATED),
    });
    if (line) await line.send(body, response);
    response.end(line ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://localhost:${server.address().port}/`,
    sent,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function fileOf(folders, path) {
  const [site, ...rest] = normalize(path).split(/[\\/]/);
  if (!folders[site] || rest.includes('..')) return null;
  const file = join(folders[site], ...rest);
  try {
    return statSync(file).isDirectory() ? join(file, 'index.html') : file;
  } catch {
    return null;
  }
}
