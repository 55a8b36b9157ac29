import { expect, test } from 'vitest';
import { partOf } from '../../web/src/offline/runtime-files.js';

test.each([
  ['assets/tfjs-backend-wasm-simd-Br.wasm', 'wasm'],
  ['assets/tfjs-backend-webgpu-Ba.js', 'webgpu'],
  ['assets/layers-B3.js', 'layers'],
  ['assets/worker-Cv.js', null],
  ['assets/players-Cv.js', null],
])('%s is kept for those who need %s', (url, part) => {
  expect(partOf(url)).toBe(part);
});
