import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLine } from '../../scripts/bench/browser/line.mjs';
import { serveSites } from '../../scripts/bench/browser/server.mjs';

const HTML = '<!doctype html>'.repeat(100);

let folder;
let site;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kilas-site-'));
  writeFileSync(join(folder, 'index.html'), HTML);
});
afterEach(() => {
  site.close();
  rmSync(folder, { recursive: true });
});

test('files travel zipped and are counted as they travel', async () => {
  site = await serveSites({ page: folder });
  const response = await fetch(`${site.address}page/`);
  expect(await response.text()).toBe(HTML);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(site.sent).toEqual([{ path: 'page/', bytes: gzipSync(HTML).length }]);
});

test('an empty page is there, and may have threads if asked for', async () => {
  site = await serveSites({ page: folder }, { isolated: true });
  const response = await fetch(`${site.address}blank`);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
});

test('a slow line brings the same', async () => {
  site = await serveSites({ page: folder }, { line: createLine({ megabits: 1, roundTrip: 5 }) });
  const response = await fetch(`${site.address}page/index.html`);
  expect(await response.text()).toBe(HTML);
});

test.each(['page/missing', 'other/index.html', 'page/..%2f..%2fetc%2fpasswd'])(
  '%s is not there',
  async (path) => {
    site = await serveSites({ page: folder });
    expect((await fetch(site.address + path)).status).toBe(404);
    expect(site.sent).toEqual([]);
  },
);
