import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

const options = { accelerator: 'wasm', cpuOptions: { numThreads: 1 } };

/** @param {{backend?: 'wasm' | 'webgpu', threads: number}} wanted */
export async function begin({ backend = 'wasm', threads }) {
  options.accelerator = backend;
  options.cpuOptions.numThreads = threads;
  const home = new URL('.', self.location.href).href;
  // From inside a worker its threads would begin with that worker's script.
  self.Module = { mainScriptUrlOrBlob: `${home}litert_wasm_threaded_internal.js` };
  await loadLiteRt(home, { threads: threads > 1 });
}

/**
 * @param {ArrayBuffer} model a .tflite file
 * @param {number} size of its pictures
 * @returns {Promise<(picture: Float32Array) => Promise<object>>}
 */
export async function load(model, size) {
  const compiled = await loadAndCompile(new Uint8Array(model), options);
  return async (picture) => {
    const image = new Tensor(picture, [1, size, size, 3]);
    const outputs = await compiled.run({ image });
    try {
      return { probabilities: Array.from(await outputs.probabilities.data()) };
    } finally {
      image.delete();
      for (const output of Object.values(outputs)) output.delete();
    }
  };
}
