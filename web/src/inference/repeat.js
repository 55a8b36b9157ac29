import { backend, engine, getBackend, getKernel, tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * A computation that is done again and again with inputs of one shape.
 *
 * TensorFlow.js looks at every node of a graph anew each time, and wraps, counts and scopes each
 * tensor on its way: an eighth of the time that a picture takes on WASM. But it always ends up
 * calling the same kernels of the backend. So the first time notes them, and the others call them
 * one after the other.
 *
 * @param {number[]} shape of the input, 32-bit floats
 * @param {Tensor[]} constants the weights, which must live as long as this is used
 * @param {(input: Tensor) => Tensor[]} compute kernels of TensorFlow.js and nothing else, the same
 *   ones whatever the numbers are. If it uses a tensor that comes neither from the input nor from
 *   the constants, or reads one that changes with the input, each time is like the first
 * @returns {(values: Float32Array) => Promise<{shape: number[], values: Float32Array}[]>} leaves
 *   no tensor behind
 */
export function repeatable(shape, constants, compute) {
  const count = shape.reduce((product, side) => product * side, 1);
  let replay = null;

  async function begin(values) {
    const outputs = tidy(() => {
      const input = tensor(values, shape, 'float32');
      const recording = record(input, constants, compute);
      if (isWhole(recording)) replay = createReplay(shape, constants, recording);
      return recording.outputs;
    });
    try {
      return await Promise.all(
        outputs.map(async (output) => ({ shape: output.shape, values: await output.data() })),
      );
    } finally {
      for (const output of outputs) output.dispose();
    }
  }

  return (values) => {
    if (values.length !== count) throw new RangeError(`${values.length} numbers for ${count}`);
    return (replay ?? begin)(values);
  };
}

/** What each kernel is given and makes, as places: the constants', the input's, then the others'. */
function record(input, constants, compute) {
  const places = new Map([...constants, input].map(({ id }, place) => [id, place]));
  const fixed = new Set(constants.map(({ dataId }) => dataId));
  const steps = [];
  let isFixed = true; // what is done depends on no number of the input
  const outputs = listen(() => compute(input), {
    onRead(dataId) {
      isFixed &&= fixed.has(dataId);
    },
    onKernel(name, inputs, attrs, made) {
      const given = Object.entries(inputs).filter(([, source]) => source);
      steps.push({
        kernel: getKernel(name, getBackend()),
        attrs,
        isList: Array.isArray(inputs),
        given: given.map(([key, { id }]) => [key, places.get(id)]),
        made: made.map(({ id }) => places.set(id, places.size).get(id)),
      });
    },
  });
  return { outputs, steps, isFixed, wanted: outputs.map(({ id }) => places.get(id)) };
}

/** Computes, and tells of each tensor that is read and of each kernel, but not of those within. */
function listen(compute, { onRead, onKernel }) {
  const tensorflow = engine();
  const { runKernel, readSync } = tensorflow;
  let depth = 0;
  tensorflow.runKernel = (name, inputs, attrs) => {
    depth++;
    const made = runKernel.call(tensorflow, name, inputs, attrs);
    depth--;
    if (depth === 0) onKernel(name, inputs, attrs, [made].flat());
    return made;
  };
  tensorflow.readSync = (dataId) => {
    onRead(dataId);
    return readSync.call(tensorflow, dataId);
  };
  try {
    return compute();
  } finally {
    Object.assign(tensorflow, { runKernel, readSync });
  }
}

function isWhole({ steps, isFixed, wanted }) {
  const used = steps.flatMap(({ given }) => given.map(([, place]) => place));
  return isFixed && ![...used, ...wanted].includes(undefined);
}

function createReplay(shape, constants, { steps, wanted }) {
  const weights = constants.map(({ dataId, shape, dtype }) => ({ dataId, shape, dtype }));
  const spent = spentAfter(steps, (place) => place < weights.length || wanted.includes(place));

  return async (values) => {
    const memory = backend();
    const input = { dataId: memory.write(values, shape, 'float32'), shape, dtype: 'float32' };
    const tensors = [...weights, input];
    for (const [i, { kernel, attrs, isList, given, made }] of steps.entries()) {
      const inputs = isList ? [] : {};
      for (const [key, place] of given) inputs[key] = tensors[place];
      const outputs = [kernel.kernelFunc({ inputs, attrs, backend: memory })].flat();
      for (const [j, place] of made.entries()) tensors[place] = outputs[j];
      for (const place of spent[i]) memory.disposeData(tensors[place].dataId);
    }
    const outputs = wanted.map((place) => tensors[place]);
    try {
      return await Promise.all(
        outputs.map(async (output) => ({
          shape: output.shape,
          values: await memory.read(output.dataId),
        })),
      );
    } finally {
      for (const { dataId } of outputs) memory.disposeData(dataId);
    }
  };
}

/** For each step, the places that no later one is given. */
function spentAfter(steps, isKept) {
  const last = new Map();
  for (const [i, { given, made }] of steps.entries()) {
    for (const place of [...given.map(([, source]) => source), ...made]) last.set(place, i);
  }
  const spent = steps.map(() => []);
  for (const [place, i] of last) if (!isKept(place)) spent[i].push(place);
  return spent;
}
