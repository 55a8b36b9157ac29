/** What an operation does, in the few kinds that people tell apart. */
const KINDS = new Map(
  Object.entries({
    input: 'Placeholder',
    convolution: 'Conv2D _FusedConv2D',
    depthwise: 'DepthwiseConv2dNative FusedDepthwiseConv2dNative',
    dense: 'MatMul _FusedMatMul',
    maxPool: 'MaxPool',
    averagePool: 'AvgPool',
    mean: 'Mean',
    maximum: 'Max',
    add: 'Add AddV2 AddN',
    multiply: 'Mul',
    subtract: 'Sub',
    softMaximum: 'ReduceLogSumExp',
    arithmetic: 'RealDiv BiasAdd',
    normalise: 'FusedBatchNorm FusedBatchNormV3',
    activation: 'Relu Relu6 LeakyRelu Elu Selu Sigmoid Tanh Softplus Prelu Exp Log Sqrt Rsqrt Erf',
    softmax: 'Softmax',
    reshape: 'Reshape Squeeze ExpandDims Transpose',
    pad: 'Pad PadV2 MirrorPad',
    concat: 'ConcatV2 Concat',
    slice: 'StridedSlice Slice',
    resize: 'ResizeBilinear ResizeNearestNeighbor',
  }).flatMap(([kind, operations]) => operations.split(' ').map((name) => [name, kind])),
);

/** Operations that hand on what they are given. */
const PASSING = new Set(['Identity', 'NoOp', 'StopGradient']);
const WEIGHTED = ['convolution', 'depthwise', 'dense'];
/** In the order in which they are computed; what the metadata of models may name. */
const ROLES = ['class_maps', 'embedding', 'logits', 'probabilities', 'confidence'];

/**
 * The layers of a graph in an order in which they can be computed, from the
 * picture to the answer. What the graph computes by several operations inside of
 * one, as their names tell, is one layer: 'a/ReduceLogSumExp' holds 'a/ReduceLogSumExp/Exp'.
 *
 * @param {object} graph `model.json`
 * @param {object} metadata of the model
 * @returns {{name: string, kind: string, operation: string, fused: string[], sources: number[],
 *   roles: string[], kernel: {name: string, shape: number[]} | null, weights: number}[]} `name` of
 *   the tensor; `fused` the activations in the same operation; `sources` are places in this list;
 *   `roles` which outputs of the model it is; `weights` how many learned numbers it brings along
 */
export function listLayers({ modelTopology, weightsManifest }, { outputs }) {
  const nodes = new Map(modelTopology.node.map((node) => [node.name, node]));
  const weights = new Map(
    weightsManifest.flatMap((group) => group.weights).map((weight) => [weight.name, weight]),
  );
  const places = new Map();
  const layers = [];

  /** @returns {number | null} the place of the layer that makes a tensor, null for a constant */
  function visit(tensor) {
    const node = sourceOf(tensor, nodes);
    if (node.op === 'Const') return null;
    if (!places.has(node.name)) {
      const inputs = inputsOf(node, nodes);
      const sources = [...new Set(inputs.map(visit))].filter(isLayer);
      places.set(node.name, layers.length);
      layers.push({ ...readLayer(node, inputs, nodes, weights), sources });
    }
    return places.get(node.name);
  }

  for (const role of ROLES) {
    if (outputs[role]) layers[visit(outputs[role])].roles.push(role);
  }
  return layers.map(withoutConstants);
}

const isLayer = (place) => place !== null;

/** Names of the tensors that a node takes, with all that is inside of it. */
function inputsOf({ name, input = [] }, nodes, outer = name) {
  const tensors = input.filter((tensor) => !tensor.startsWith('^')); // those only order
  return tensors.flatMap((tensor) => {
    const source = sourceOf(tensor, nodes);
    const isInside = source.op !== 'Const' && source.name.startsWith(`${outer}/`);
    return isInside ? inputsOf(source, nodes, outer) : [tensor];
  });
}

function sourceOf(tensor, nodes) {
  const node = nodes.get(tensor.split(':')[0]);
  return PASSING.has(node.op) ? sourceOf(node.input[0], nodes) : node;
}

function readLayer(node, inputs, nodes, weights) {
  const isWhole = inputs.every((tensor) => node.input.includes(tensor));
  const operation = isWhole ? node.op : node.name.match(/([^/]+?)(_\d+)?$/)[1];
  const kind = KINDS.get(operation) ?? 'other';
  const constants = inputs
    .map((name) => weights.get(sourceOf(name, nodes).name))
    .filter((weight) => weight && !['int32', 'bool'].includes(weight.dtype))
    .filter(({ shape }) => shape.length > 0); // a single number is not learned
  const [kernel] = constants;
  return {
    name: node.name,
    kind,
    operation,
    fused: (node.attr?.fused_ops?.list?.s ?? []).map(atob).filter((name) => name !== 'BiasAdd'),
    roles: [],
    kernel: WEIGHTED.includes(kind) && kernel ? { name: kernel.name, shape: kernel.shape } : null,
    weights: constants.reduce((sum, { shape }) => sum + product(shape), 0),
  };
}

/** To add or multiply what a model brings along is not to bring two ways together. */
function withoutConstants(layer) {
  const isAlone = layer.sources.length < 2 && ['add', 'multiply', 'subtract'].includes(layer.kind);
  return isAlone ? { ...layer, kind: 'arithmetic' } : layer;
}

/** @param {number[]} shape @returns {number} */
export const product = (shape) => shape.reduce((total, length) => total * length, 1);

/**
 * What a layer costs: the multiplications, each with an addition, of convolutions and dense
 * layers, beside which the rest counts for little.
 *
 * @param {{kind: string, kernel: {shape: number[]} | null}} layer
 * @param {number[]} shape of what it makes, without the batch
 * @returns {number}
 */
export function multiplyAdds({ kind, kernel }, shape) {
  if (!kernel) return 0;
  const places = kind === 'dense' ? shape.slice(0, -1) : shape.slice(0, 2);
  return product(places) * product(kernel.shape);
}
