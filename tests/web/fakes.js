/** A model of two classes, as far as the engine looks into it. */
export const METADATA = {
  name: 'tiny',
  classes: [
    { name: 'cat', labels: { en: 'cat', id: 'kucing' } },
    { name: 'dog', labels: { en: 'dog', id: 'anjing' } },
  ],
  input: { size: 1 },
  threshold: 0.5,
  files: [{ path: 'model.json', bytes: 1, sha256: '0123456789abcdef' }],
  self_check: {
    tolerance: 0.01,
    pictures: [
      { pixels: '', probabilities: [0.9, 0.1] },
      { pixels: '', probabilities: [0.2, 0.8] },
    ],
  },
};

const ANSWER = { probabilities: [0.3, 0.7], confidence: 0.7, milliseconds: 3 };

/** As `createPreparer`'s, but a picture is its own tensor. */
export const prepare = async (picture) => ({
  tensor: picture,
  width: 4,
  height: 3,
  square: { left: 0, top: 0, side: 3 },
  times: { decode: 1, prepare: 2 },
});

/**
 * Workers that follow a plan: for each backend, the answer to each task, or
 * a function that makes it. An `Error` is sent as a failure.
 */
export function fakeWorkers(plan = {}) {
  const started = [];

  function startWorker() {
    const worker = { backend: null, tasks: [], ended: false };
    started.push(worker);
    worker.terminate = () => {
      worker.ended = true;
    };
    worker.postMessage = async ({ id, task, input }) => {
      if (task === 'begin') worker.backend = input.backend;
      worker.tasks.push(task);
      const planned = plan[worker.backend]?.[task] ?? defaults[task];
      const output = await (typeof planned === 'function' ? planned(input, worker) : planned);
      if (worker.ended) return;
      const failure = output instanceof Error && { code: output.message, values: {} };
      worker.onmessage({ data: failure ? { id, failure } : { id, output } });
    };
    return worker;
  }

  return { started, startWorker };
}

const defaults = {
  begin: null,
  load: null,
  answer: ANSWER,
  check: { right: true, milliseconds: 10 },
};

export const fails = (code) => new Error(code);

/** A promise and the function that keeps it. */
export function later() {
  let resolve;
  const promise = new Promise((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
}
