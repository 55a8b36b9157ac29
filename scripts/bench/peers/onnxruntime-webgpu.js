import glue from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';

export async function begin() {
  env.wasm.numThreads = 1;
  const from = (url) => new URL(url, self.location.href).href;
  env.wasm.wasmPaths = { mjs: from(glue), wasm: from(wasm) };
}

/**
 * @param {ArrayBuffer} model an .onnx file
 * @param {number} size of its pictures
 * @returns {Promise<(picture: Float32Array) => Promise<object>>}
 */
export async function load(model, size) {
  const session = await InferenceSession.create(new Uint8Array(model), {
    executionProviders: ['webgpu'],
  });
  return async (picture) => {
    const image = new Tensor('float32', picture, [1, size, size, 3]);
    const { probabilities } = await session.run({ image });
    return { probabilities: Array.from(await probabilities.getData()) };
  };
}
