import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verdict } from '../../scripts/verify/report.mjs';

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kilas-verdict-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function compared(...backends) {
  for (const backend of backends) {
    writeFileSync(join(folder, `page-cifar10-${backend}.json`), JSON.stringify({ backend }));
  }
}

test('without the data nothing is proved, though no test failed', () => {
  const { proved, sentence } = verdict(folder, 0);
  expect(proved).toBe(false);
  expect(sentence).toContain('no CIFAR-10 pictures were compared on WASM, WebGL, CPU');
});

test('only WebGPU may be left out', () => {
  compared('wasm', 'cpu', 'webgpu');
  expect(verdict(folder, 0).sentence).toContain('compared on WebGL.');
  compared('webgl');
  expect(verdict(folder, 0).proved).toBe(true);
});

test('a failed test proves nothing', () => {
  compared('wasm', 'webgl', 'cpu');
  expect(verdict(folder, 1).proved).toBe(false);
});
