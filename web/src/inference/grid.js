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
 * @param {(name: string) => Promise<{values: ArrayLike<number>}>} weight as of a classifier's
 *   network
 * @returns {Promise<{first: number, step: number} | null>} middle of the first position and
 *   distance to the next, as shares of the picture's side; null if the graph has
 *   operations that this does not know
 */
export async function gridOf(graph, output, size, weight) {
  const ways = waysBefore(graph, output);
  if (!ways) return null;
  let grid = { first: 0.5, step: 1, length: size }; // of the picture's own pixels
  for (const way of ways) {
    if (way.kernel) grid = seenThrough(way, grid);
    else if (way.paddedBy) grid = padded(grid, (await weight(way.paddedBy)).values);
    else grid = resized(grid, (await weight(way.resizedTo)).values[0]);
  }
  return { first: grid.first / size, step: grid.step / size };
}

function seenThrough({ kernel, stride, isPadded }, { first, step, length }) {
  const next = isPadded ? Math.ceil(length / stride) : Math.floor((length - kernel) / stride) + 1;
  const missing = Math.max(0, (next - 1) * stride + kernel - length);
  const moved = (kernel - 1) / 2 - Math.floor(missing / 2);
  return { first: first + moved * step, step: step * stride, length: next };
}

/** @param {ArrayLike<number>} sides before and behind: of the batch, the rows and so on */
function padded({ first, step, length }, [, , before, behind]) {
  return { first: first - before * step, step, length: length + before + behind };
}

/** The edges stay where they are. */
function resized({ first, step, length }, next) {
  const scale = length / next;
  return { first: first + ((scale - 1) / 2) * step, step: step * scale, length: next };
}

/** From the picture to the output, along the first of several branches: they all meet again. */
function waysBefore({ modelTopology, weightsManifest }, output) {
  const nodes = new Map(modelTopology?.node.map((node) => [node.name, node]));
  const weights = new Map(
    weightsManifest.flatMap((group) => group.weights).map(({ name, shape }) => [name, shape]),
  );
  const nodeOf = (tensor) => nodes.get(tensor.split(':')[0]);
  const ways = [];
  let node = nodeOf(output);
  while (node && node.op !== 'Placeholder') {
    if (WINDOWED.test(node.op)) ways.unshift(windowOf(node, weights));
    else if (node.op === 'Pad') ways.unshift({ paddedBy: node.input[1].split(':')[0] });
    else if (node.op === 'ResizeBilinear') ways.unshift(resizeOf(node));
    else if (!POINTWISE.has(node.op)) return null;
    node = node.input.map(nodeOf).find((source) => source?.op !== 'Const');
  }
  return node && ways.every(Boolean) ? ways : null;
}

/** Pixels are squares, whose middles lie half a pixel inside; the older ways are not known here. */
function resizeOf({ attr, input }) {
  return attr.half_pixel_centers?.b ? { resizedTo: input[1].split(':')[0] } : null;
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
