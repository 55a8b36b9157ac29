import { Fault } from './fault.js';
import { BACKEND_NAMES, backendMemory } from './inference/choice.js';
import { checkCurrent, probeBackends } from './inference/probe.js';

const TOLD = 'kilas.canvas-noisy';

/**
 * What is done once a model can answer, while the page has nothing else to do:
 * the backends are tried, or the one that the visitor forced is checked. The
 * first time, it is also checked whether the browser lets a page read pixels.
 *
 * @param {object} options
 * @param {string | null} options.forced a backend
 * @param {() => Promise<{readsAsDrawn: boolean}>} options.tryCanvas
 * @param {Storage} options.storage remembers the fastest one, and what the visitor was told
 * @param {() => Promise<void>} options.kept resolves when the page is kept for offline use
 * @param {(trials: object[]) => void} options.onTrials as for `probeBackends`
 * @param {(fault: Fault) => void} options.onFault
 * @returns {(model: {engine: object, metadata: object, faults: Fault[]}) => Promise<void>}
 */
export function createImprovement({ forced, tryCanvas, storage, kept, onTrials, onFault }) {
  let isCanvasChecked = false;

  async function checkCanvas() {
    if (isCanvasChecked) return;
    isCanvasChecked = true; // no other model changes what the browser does
    const { readsAsDrawn } = await tryCanvas();
    if (readsAsDrawn || storage.getItem(TOLD)) return;
    onFault(new Fault('canvas-noisy'));
    storage.setItem(TOLD, 'told'); // once is enough: most who meet it have chosen it
  }

  async function idle() {
    await kept(); // keeping takes the processor, and backends are timed in such pauses
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await new Promise(globalThis.requestIdleCallback ?? ((go) => go()));
  }

  async function improve({ engine, metadata, faults: [fault] }) {
    const tell = (trials) => engine.isClosed || onTrials(trials);
    const canBeChecked = metadata.self_check.pictures.length > 0; // the visitor's own may not
    const options = { engine, metadata, idle, onTrials: tell };
    if (!forced && canBeChecked) {
      const memory = backendMemory(storage, metadata);
      const chosen = await probeBackends({ ...options, memory });
      if (!chosen && !engine.isClosed) onFault(new Fault('backend-untrusted'));
      return;
    }
    const used = engine.backend;
    if (forced && fault) onFault(explain(fault, used));
    if (!canBeChecked) return;
    const trial = await checkCurrent(options);
    tell([trial]);
    if (trial.state === 'wrong') onFault(explain(new Fault('backend-wrong', trial), used));
  }

  return (model) => {
    checkCanvas().catch(() => {}); // a worker that died is replaced when it is asked
    return improve(model).catch(
      (error) => model.engine.isClosed || onFault(Fault.from(error, 'unexpected')),
    );
  };
}

function explain({ code, values }, used) {
  const known = ['backend-missing', 'backend-wrong'].includes(code) ? code : 'backend-failed';
  return new Fault(known, {
    backend: BACKEND_NAMES[values.backend],
    value: values.backend, // as it stands in the address
    used: BACKEND_NAMES[used],
  });
}
