import { node, scalar, TYPES, tensor } from './nodes.mjs';

const BYTES = { float32: 4, int32: 4, float16: 2, uint8: 1 };

/**
 * @typedef {object} Weight
 * @property {'float32' | 'float16' | 'uint8' | 'int32'} type as stored
 * @property {number[]} shape
 * @property {Buffer} data
 * @property {{scale: number, min: number} | null} range a stored 8-bit number times `scale` plus
 *   `min` is the weight
 */

/**
 * @param {object} graph model.json
 * @param {Buffer} weights all shards in a row
 * @returns {Map<string, Weight>} by name
 */
export function readWeights(graph, weights) {
  let at = 0;
  return new Map(
    graph.weightsManifest
      .flatMap((group) => group.weights)
      .map(({ name, shape, dtype, quantization }) => {
        const type = quantization?.dtype ?? dtype;
        const size = shape.reduce((product, length) => product * length, BYTES[type]);
        const data = weights.subarray(at, at + size);
        at += size;
        return [name, { type, shape, data, range: type === 'uint8' ? quantization : null }];
      }),
  );
}

/**
 * A weight as stored, and the steps that widen it to float32.
 *
 * @param {string} name of the widened weight
 * @param {Weight} weight
 * @param {'kernel' | 'depthwise' | 'channels'} [reorder] a convolution's kernel: [height, width,
 *   in, out] becomes [out, in, height, width]; a depthwise one with a single output: [in, 1,
 *   height, width]; a number a channel: [channels, 1, 1]
 * @returns {{tensors: Buffer[], steps: Buffer[]}}
 */
export function weightNodes(name, weight, reorder) {
  const { type, shape, data, range } = reorder ? REORDER[reorder](weight) : weight;
  if (type === 'float32') return { tensors: [tensor(name, type, shape, data)], steps: [] };
  const stored = tensor(`${name}/stored`, type, shape, data);
  const widen = (to) => node('Cast', [`${name}/stored`], to, { to: TYPES.float32 });
  if (!range) return { tensors: [stored], steps: [widen(name)] };
  return {
    tensors: [stored, scalar(`${name}/scale`, range.scale), scalar(`${name}/min`, range.min)],
    steps: [
      widen(`${name}/wide`),
      node('Mul', [`${name}/wide`, `${name}/scale`], `${name}/scaled`),
      node('Add', [`${name}/scaled`, `${name}/min`], name),
    ],
  };
}

function outputsFirst(weight) {
  const [height, width, inputs, outputs] = weight.shape;
  const bytes = BYTES[weight.type];
  const data = Buffer.alloc(weight.data.length);
  let to = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let place = 0; place < height * width; place++) {
        const from = ((place * inputs + input) * outputs + output) * bytes;
        weight.data.copy(data, to, from, from + bytes);
        to += bytes;
      }
    }
  }
  return { ...weight, shape: [outputs, inputs, height, width], data };
}

const REORDER = {
  kernel: outputsFirst,
  depthwise(weight) {
    const { shape, ...rest } = outputsFirst(weight);
    const [, inputs, height, width] = shape;
    return { ...rest, shape: [inputs, 1, height, width] };
  },
  channels: (weight) => ({ ...weight, shape: [...weight.shape, 1, 1] }),
};
