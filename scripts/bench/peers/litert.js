import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

const cpuOptions = { numThreads: 1 };

/** @param {{threads: number}} options */
export async function begin({ threads }) {
  cpuOptions.numThreads = threads;
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
  const compiled = await loadAndCompile(new Uint8Array(model), { accelerator: 'wasm', cpuOptions });
  return async (picture) => {
    const image = new Tensor(picture, [1, size, size, 3]);
    const outputs = await compiled.run({ image });
    try {
      return { probabilities: Array.from(outputs.probabilities.toTypedArray()) };
    } finally {
      image.delete();
      for (const output of Object.values(outputs)) output.delete();
    }
  };
}
