import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { excesses, weigh } from '../../scripts/budget/check.mjs';
import { groupFiles } from '../../scripts/budget/groups.mjs';

const BUILT = {
  'index.html':
    '<link rel="icon" href="./icon.svg"><link rel="stylesheet" href="./assets/index-a.css">' +
    '<script type="module" src="./assets/index-b.js"></script>',
  'icon.svg': '',
  'assets/index-a.css': '',
  'assets/index-b.js':
    'import{a}from"./shared-c.js";import("./later-d.js");new Worker("worker-e.js")',
  'assets/shared-c.js': 'export let a',
  'assets/later-d.js': '',
  'assets/worker-e.js': 'import("./tfjs-backend-wasm-f.js");import("./tfjs-backend-cpu-g.js")',
  'assets/tfjs-backend-wasm-f.js': 'import"./kernels-h.js";import{b}from"./worker-e.js"',
  'assets/kernels-h.js': '',
  'assets/tfjs-backend-cpu-g.js': '',
  'assets/tfjs-backend-wasm-i.wasm': '',
  'assets/tfjs-backend-wasm-simd-j.wasm': '',
  'model/index.json': '{"default":"pets","models":["pets","other"]}',
  'model/pets/metadata.json': '{"files":[{"path":"model.json"},{"path":"model.tflite"}]}',
  'model/pets/model.json': '',
};

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kilas-budget-'));
  for (const [path, content] of Object.entries(BUILT)) write(path, content);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path, content) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

test('what a visitor waits for is counted, and what comes later is not', () => {
  expect(groupFiles(folder, ['wasm', 'cpu'])).toEqual({
    shell: ['index.html', 'assets/index-b.js', 'assets/index-a.css', 'assets/shared-c.js'],
    'runtime-wasm': [
      'assets/worker-e.js',
      'assets/tfjs-backend-wasm-f.js',
      'assets/kernels-h.js',
      'assets/tfjs-backend-wasm-simd-j.wasm',
    ],
    'runtime-cpu': ['assets/worker-e.js', 'assets/tfjs-backend-cpu-g.js'],
    model: ['model/index.json', 'model/pets/metadata.json', 'model/pets/model.json'],
  });
});

test('a group over its limit is named with its size, its limit and its largest file', () => {
  write('model/pets/model.json', randomBytes(5000));
  const weights = weigh(folder, groupFiles(folder, ['wasm']));
  expect(excesses(weights, { shell: 5000, 'runtime-wasm': 5000, model: 5000 })).toEqual([
    expect.stringMatching(
      /^'model' weighs 5,\d{3} bytes gzipped, and its limit is 5,000; its largest file is model\/pets\/model\.json with 5,\d{3}\.$/,
    ),
  ]);
});
