/** Operations whose output at a place comes from a window of the input around it. */
const WINDOWED = /^(_Fused)?Conv2D$|^(Fused)?DepthwiseConv2dNative$|^(Max|Avg)Pool$/;

/** Operations whose output at a place comes from that place alone. */
const POINTWISE = new Set(
  'Identity Add AddV2 Sub Mul BiasAdd Relu Relu6 LeakyRelu Elu Selu Sigmoid Tanh FusedBatchNormV3'.split(
    ' ',
  ),
);

/**
 * Where in the picture the positions of a feature map lie. They are not spread
 * evenly as soon as a window drops a rest at the right and at the bottom, as
 * pooling of an odd number of pixels does; see 'receptive field arithmetic',
 * https://distill.pub/2019/computing-receptive-fields. Windows are taken to be
 * square.
 *
 * @param {object} graph `model.json`
 * @param {string} output name of the tensor that holds the map
 * @param {number} size of the picture, in pixels
 * @returns {{first: number, step: number} | null} middle of the first position and
 *   distance to the next, as shares of the picture's side; null if the graph has
 *   operations that this does not know
 */
export function gridOf(graph, output, size) {
  const windows = windowsBefore(graph, output);
  if (!windows) return null;
  let first = 0.5; // the middle of the first pixel
  let step = 1;
  let length = size;
  for (const { kernel, stride, isPadded } of windows) {
    const next = isPadded ? Math.ceil(length / stride) : Math.floor((length - kernel) / stride) + 1;
    const missing = Math.max(0, (next - 1) * stride + kernel - length);
    first += ((kernel - 1) / 2 - Math.floor(missing / 2)) * step;
    step *= stride;
    length = next;
  }
  return { first: first / size, step: step / size };
}

/** From the picture to the output, along the first of several branches: they all meet again. */
function windowsBefore({ modelTopology, weightsManifest }, output) {
  const nodes = new Map(modelTopology?.node.map((node) => [node.name, node]));
  const weights = new Map(
    weightsManifest.flatMap((group) => group.weights).map(({ name, shape }) => [name, shape]),
  );
  const nodeOf = (tensor) => nodes.get(tensor.split(':')[0]);
  const windows = [];
  let node = nodeOf(output);
  while (node && node.op !== 'Placeholder') {
    if (WINDOWED.test(node.op)) windows.unshift(windowOf(node, weights));
    else if (!POINTWISE.has(node.op)) return null;
    node = node.input.map(nodeOf).find((source) => source?.op !== 'Const');
  }
  return node && windows.every(Boolean) ? windows : null;
}

function windowOf({ attr, input }, weights) {
  const side = (list) => Number(list?.list.i[1] ?? 1); // batch, height, width, channels
  const kernel = attr.ksize ? side(attr.ksize) : weights.get(input[1])?.[0];
  const padding = atob(attr.padding.s);
  if (!kernel || !['VALID', 'SAME'].includes(padding)) return null;
  return {
    kernel: (kernel - 1) * side(attr.dilations) + 1,
    stride: side(attr.strides),
    isPadded: padding === 'SAME',
  };
}
