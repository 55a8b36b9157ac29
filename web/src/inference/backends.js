import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { backend, env, setBackend } from '@tensorflow/tfjs-core';
import { Fault } from '../fault.js';

/** Each brings one backend to TensorFlow.js, downloaded only when it is wanted. */
const BRING = {
  async wasm() {
    fetch(simd).catch(() => {}); // on its way while what asks for it is, too
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Threads need cross-origin isolation, which static hosts cannot set;
    // without this line their detection would ask for a third file.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': simd,
    });
  },
  async webgpu() {
    // Asked before the download, and because TensorFlow.js logs a stack trace.
    if (!(await navigator.gpu?.requestAdapter())) throw new Error('no adapter');
    await import('@tensorflow/tfjs-backend-webgpu');
  },
  async webgl() {
    if (!new OffscreenCanvas(1, 1).getContext('webgl2')) throw new Error('no context');
    await import('@tensorflow/tfjs-backend-webgl');
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};

/**
 * Makes TensorFlow.js in this worker compute with one backend.
 *
 * @param {'wasm' | 'webgpu' | 'webgl' | 'cpu'} name
 * @throws {Fault} `backend-missing` if this browser or device has none
 */
export async function useBackend(name) {
  try {
    await BRING[name]();
    if (await setBackend(name)) {
      if (name === 'webgl') endWithContext(backend().gpgpu.gl.canvas);
      return;
    }
  } catch (error) {
    throw new Fault('backend-missing', { backend: name, reason: error.message });
  }
  throw new Fault('backend-missing', { backend: name, reason: '' });
}

/**
 * TensorFlow.js waits for ever for a context that was lost. An error that
 * nobody catches ends the worker, and the engine goes on with another one.
 */
function endWithContext(canvas) {
  canvas.addEventListener('webglcontextlost', () => {
    throw new Error('WebGL context lost');
  });
}
