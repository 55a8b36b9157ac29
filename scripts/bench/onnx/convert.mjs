import { Failure } from '../../setup/failure.mjs';
import { model, node, scalar, tensor } from './nodes.mjs';
import { readWeights, weightNodes } from './weights.mjs';

const NCHW = [0, 3, 1, 2]; // the order of axes that ONNX wants, from ours

/**
 * Writes the network of a published model as an ONNX file, with the very same weights in the same
 * few bits; ONNX Runtime widens them once, when it loads them.
 *
 * @param {{metadata: object, graph: object, weights: Buffer}} files of web/model/<name>/
 * @returns {Buffer} an .onnx file: `image`, float32 [n, size, size, 3] in 0 to 255, ->
 *   `probabilities`; the confidence, a few sums of them or of the embedding, is left out
 * @throws {Failure} naming an operation that cannot be written
 */
export function toOnnx({ metadata, graph, weights }) {
  const byName = new Map(graph.modelTopology.node.map((entry) => [entry.name, entry]));
  const constants = readWeights(graph, weights);
  const image = metadata.input.tensor.split(':')[0];
  const { size } = metadata.input;
  const written = new Map([[image, 'channels_first']]);
  const nodes = [node('Transpose', [image], 'channels_first', { perm: NCHW })];
  const initializers = [];

  function constant(name, reorder) {
    if (!written.has(name)) {
      const { tensors, steps } = weightNodes(name, constants.get(name), reorder);
      initializers.push(...tensors);
      nodes.push(...steps);
      written.set(name, name);
    }
    return name;
  }

  /** A constant of which TensorFlow has the values elsewhere, or none. */
  function made(name, initializer) {
    initializers.push(initializer);
    return name;
  }

  const isConstant = (name) => byName.get(name).op === 'Const';
  const shapeOf = (name) => constants.get(name).shape;
  const numbersIn = (name) => wholeNumbers(constants.get(name).data);

  /** Writes what a tensor needs, then the tensor, and says under which name. */
  function write(name) {
    if (!written.has(name)) {
      const entry = byName.get(name);
      const writer = WRITERS[entry.op];
      if (!writer) throw new Failure(`The bench cannot write '${entry.op}' (${name}) as ONNX yet.`);
      nodes.push(...writer(entry, { write, constant, made, isConstant, shapeOf, numbersIn, size }));
      written.set(name, name);
    }
    return written.get(name);
  }

  const from = write(metadata.outputs.probabilities.split(':')[0]);
  nodes.push(node('Identity', [from], 'probabilities'));
  const input = { name: image, shape: ['n', size, size, 3] };
  return model({ nodes, constants: initializers, input, outputs: ['probabilities'] });
}

/** TensorFlow's operations -> ONNX's, whose feature maps have their channels first. */
const WRITERS = {
  _FusedConv2D({ name, input: [from, kernel, bias], attr }, { write, constant, made }) {
    const [, ...strides] = numbers(attr.strides).slice(0, 3);
    const inputs = [write(from), constant(kernel, 'kernel'), constant(bias)];
    return fused(name, attr, 'Conv', inputs, { strides, auto_pad: padding(attr) }, made);
  },
  FusedDepthwiseConv2dNative({ name, input: [from, kernel, bias], attr }, tools) {
    const { write, constant, made, shapeOf } = tools;
    const [, ...strides] = numbers(attr.strides).slice(0, 3);
    const group = shapeOf(kernel)[2];
    const inputs = [write(from), constant(kernel, 'depthwise'), constant(bias)];
    return fused(name, attr, 'Conv', inputs, { group, strides, auto_pad: padding(attr) }, made);
  },
  /** From the size of the input, since the scale is what ONNX wants to know. */
  ResizeBilinear({ name, input: [from, sides] }, { write, made, numbersIn, size }) {
    const factors = Float32Array.from([1, 1, ...numbersIn(sides).map((side) => side / size)]);
    const scales = made(...row(`${name}/scales`, 'float32', factors));
    const how = { mode: 'linear', coordinate_transformation_mode: 'half_pixel' };
    return [node('Resize', [write(from), '', scales], name, how)];
  },
  Pad({ name, input: [from, borders] }, { write, made, numbersIn }) {
    const [, , top, bottom, left, right] = numbersIn(borders); // of [n, height, width, channels]
    const both = BigInt64Array.from([0, 0, top, left, 0, 0, bottom, right], BigInt);
    const pads = made(...row(`${name}/pads`, 'int64', both));
    return [node('Pad', [write(from), pads], name)];
  },
  MaxPool({ name, input: [from], attr }, { write }) {
    const [, ...kernel_shape] = numbers(attr.ksize).slice(0, 3);
    const [, ...strides] = numbers(attr.strides).slice(0, 3);
    return [
      node('MaxPool', [write(from)], name, { kernel_shape, strides, auto_pad: padding(attr) }),
    ];
  },
  Mean({ name, input: [from] }, { write }) {
    return [node('ReduceMean', [write(from)], name, { axes: [2, 3], keepdims: 0 })];
  },
  _FusedMatMul({ name, input: [from, matrix, bias], attr }, { write, constant, made }) {
    return fused(name, attr, 'Gemm', [write(from), constant(matrix), constant(bias)], {}, made);
  },
  AddV2({ name, input }, { write, constant, isConstant }) {
    const terms = input.map((term) =>
      isConstant(term) ? constant(term, 'channels') : write(term),
    );
    return [node('Add', terms, name)];
  },
  Relu: ({ name, input: [from] }, { write }) => [node('Relu', [write(from)], name)],
  Softmax: ({ name, input: [from] }, { write }) => [
    node('Softmax', [write(from)], name, { axis: 1 }),
  ],
  Identity: ({ name, input: [from] }, { write }) => [node('Identity', [write(from)], name)],
};

function fused(name, attr, op, inputs, attributes, made) {
  const operations = attr.fused_ops.list.s.map((text) => Buffer.from(text, 'base64').toString());
  if (operations.join() === 'BiasAdd') return [node(op, inputs, name, attributes)];
  const bare = `${name}/bare`;
  const linear = node(op, inputs, bare, attributes);
  if (operations.join() === 'BiasAdd,Relu') return [linear, node('Relu', [bare], name)];
  if (operations.join() === 'BiasAdd,Relu6') {
    const limits = [0, 6].map((limit) => {
      const at = `${name}/${limit}`;
      return made(at, scalar(at, limit));
    });
    return [linear, node('Clip', [bare, ...limits], name)];
  }
  throw new Failure(`The bench cannot write ${operations.join(' + ')} (${name}) as ONNX yet.`);
}

/** Name and initializer of a list of numbers. */
const row = (name, type, values) => [
  name,
  tensor(name, type, [values.length], Buffer.from(values.buffer)),
];

function wholeNumbers(data) {
  return Array.from({ length: data.length / 4 }, (_, i) => data.readInt32LE(4 * i));
}

const numbers = (attribute) => attribute.list.i.map(Number);
const padding = ({ padding: { s } }) =>
  Buffer.from(s, 'base64').toString() === 'SAME' ? 'SAME_UPPER' : 'VALID';
