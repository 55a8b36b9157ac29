// The smallest program with a SIMD instruction, by which TensorFlow.js chooses, too.
const HAS_SIMD = WebAssembly.validate(
  Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
    ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
  ),
);

/**
 * @param {string} url of a built file
 * @returns {string | null} the backend of TensorFlow.js that alone needs it, or `layers`, which
 *   only models of Teachable Machine need
 */
export function partOf(url) {
  const [, backend, layers] = url.match(/\/(?:tfjs-backend-(\w+)|(layers)-)[^/]*$/) ?? [];
  return backend ?? layers ?? null;
}

/**
 * @param {string} url of a built file
 * @returns {boolean} false for the WASM program that is made for other browsers
 */
export const isForThisBrowser = (url) =>
  !url.endsWith('.wasm') || url.includes('-simd-') === HAS_SIMD;
