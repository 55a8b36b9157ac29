import glue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';

/** @param {{threads: number}} options */
export async function begin({ threads }) {
  env.wasm.numThreads = threads;
  const from = (url) => new URL(url, self.location.href).href;
  env.wasm.wasmPaths = { mjs: from(glue), wasm: from(wasm) };
  fetch(env.wasm.wasmPaths.wasm); // on its way while the model is, too
}

/**
 * @param {ArrayBuffer} model an .onnx file
 * @param {number} size of its pictures
 * @returns {Promise<(picture: Float32Array) => Promise<object>>}
 */
export async function load(model, size) {
  const session = await InferenceSession.create(new Uint8Array(model), {
    executionProviders: ['wasm'],
  });
  return async (picture) => {
    const image = new Tensor('float32', picture, [1, size, size, 3]);
    const { probabilities } = await session.run({ image });
    return { probabilities: Array.from(probabilities.data) };
  };
}
