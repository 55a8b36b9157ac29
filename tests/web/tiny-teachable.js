/** How strongly the last layer holds a colour against the others. */
export const GAIN = 4;

const zeros = { class_name: 'Zeros', config: {} };
const ones = { class_name: 'Ones', config: {} };
const scaled = {
  class_name: 'VarianceScaling',
  config: { scale: 1, mode: 'fan_avg', distribution: 'uniform', seed: null },
};
const unbound = { kernel_regularizer: null, kernel_constraint: null, bias_constraint: null };

const layer = (class_name, name, config, before) => ({
  name,
  class_name,
  config: { ...config, name, ...(before && { trainable: true }) },
  inbound_nodes: before ? [[[before, 0, 0, {}]]] : [],
});

const convolution = (strides, padding) => ({
  kernel_size: [3, 3],
  strides,
  padding,
  data_format: 'channels_last',
  dilation_rate: [1, 1],
  activation: 'linear',
  use_bias: false,
  bias_initializer: zeros,
  bias_regularizer: null,
  activity_regularizer: null,
  bias_constraint: null,
});

const dense = (name, units, more) => ({
  class_name: 'Dense',
  config: {
    units,
    kernel_initializer: scaled,
    bias_initializer: zeros,
    bias_regularizer: null,
    activity_regularizer: null,
    ...unbound,
    name,
    trainable: true,
    ...more,
  },
});

/** The begin and the end of the network that Teachable Machine puts before its own layers. */
function topology(size, channels) {
  const network = [
    layer('InputLayer', 'input_1', {
      batch_input_shape: [null, size, size, channels],
      dtype: 'float32',
      sparse: false,
    }),
    layer(
      'ZeroPadding2D',
      'Conv1_pad',
      {
        padding: [
          [0, 1],
          [0, 1],
        ],
        data_format: 'channels_last',
      },
      'input_1',
    ),
    layer(
      'Conv2D',
      'Conv1',
      {
        filters: 3,
        kernel_initializer: scaled,
        ...unbound,
        ...convolution([2, 2], 'valid'),
      },
      'Conv1_pad',
    ),
    layer(
      'BatchNormalization',
      'bn_Conv1',
      {
        axis: -1,
        momentum: 0.999,
        epsilon: 0.001,
        center: true,
        scale: true,
        beta_initializer: zeros,
        gamma_initializer: ones,
        moving_mean_initializer: zeros,
        moving_variance_initializer: ones,
        beta_regularizer: null,
        gamma_regularizer: null,
        beta_constraint: null,
        gamma_constraint: null,
      },
      'Conv1',
    ),
    layer('ReLU', 'Conv1_relu', { max_value: 6 }, 'bn_Conv1'),
    layer(
      'DepthwiseConv2D',
      'expanded_conv_depthwise',
      {
        ...convolution([1, 1], 'same'),
        depth_multiplier: 1,
        depthwise_initializer: scaled,
        depthwise_regularizer: null,
        depthwise_constraint: null,
      },
      'Conv1_relu',
    ),
    layer('ReLU', 'out_relu', { max_value: 6 }, 'expanded_conv_depthwise'),
  ];
  const layers = [
    {
      class_name: 'Model',
      config: {
        name: 'model1',
        layers: network,
        input_layers: [['input_1', 0, 0]],
        output_layers: [['out_relu', 0, 0]],
      },
    },
    {
      class_name: 'GlobalAveragePooling2D',
      config: {
        data_format: 'channels_last',
        name: 'global_average_pooling2d_GlobalAveragePooling2D1',
        trainable: true,
      },
    },
  ];
  const head = [
    dense('dense_Dense1', 3, {
      activation: 'relu',
      use_bias: true,
      batch_input_shape: [null, 3],
      dtype: 'float32',
    }),
    dense('dense_Dense2', 3, { activation: 'softmax', use_bias: false }),
  ];
  const sequence = (name, own) => ({ class_name: 'Sequential', config: { name, layers: own } });
  return {
    ...sequence('sequential_4', [sequence('sequential_1', layers), sequence('sequential_3', head)]),
    keras_version: 'tfjs-layers 1.3.1',
    backend: 'tensor_flow.js',
  };
}

/** Each channel goes its own way from the picture to the answer. */
function weightsOf(channels) {
  const diagonal = (rows, columns, value) =>
    Array.from({ length: rows * columns }, (_, i) =>
      Math.floor(i / columns) === i % columns ? value : 0,
    );
  const atCentre = (kernel) =>
    Array.from({ length: 9 }, (_, i) => (i === 4 ? kernel : kernel.map(() => 0))).flat();
  const three = (value) => [value, value, value];
  return [
    ['Conv1/kernel', [3, 3, channels, 3], atCentre(diagonal(channels, 3, 1))],
    ['bn_Conv1/gamma', [3], three(1)],
    ['bn_Conv1/beta', [3], three(0)],
    ['expanded_conv_depthwise/depthwise_kernel', [3, 3, 3, 1], atCentre(three(1))],
    ['dense_Dense1/kernel', [3, 3], diagonal(3, 3, 1)],
    ['dense_Dense1/bias', [3], three(0)],
    ['dense_Dense2/kernel', [3, 3], diagonal(3, 3, GAIN)],
    ['bn_Conv1/moving_mean', [3], three(0)],
    ['bn_Conv1/moving_variance', [3], three(0.999)],
  ];
}

/**
 * An image model as Teachable Machine exports it, in all but its size: it tells red, green and
 * blue apart by how far each channel, halved by 127, is above the middle.
 *
 * @param {object} [changes]
 * @param {number} [changes.channels] 1 as for its grey models
 * @param {object} [changes.metadata] merged into `metadata.json`
 * @returns {Record<string, Buffer>} `model.json`, `weights.bin` and `metadata.json`
 */
export function tinyTeachable({ channels = 3, metadata = {} } = {}) {
  const about = {
    tfjsVersion: '1.3.1',
    tmVersion: '2.4.10',
    packageVersion: '0.8.4-alpha2',
    packageName: '@teachablemachine/image',
    timeStamp: '2026-11-21T10:00:00.000Z',
    userMetadata: {},
    modelName: 'tm-my-image-model',
    labels: ['Red', 'Green', 'Blue'],
    ...(channels === 1 && { grayscale: true }),
    imageSize: 224,
    ...metadata,
  };
  const weights = weightsOf(channels);
  const graph = {
    modelTopology: topology(about.imageSize ?? 224, channels),
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: weights.map(([name, shape]) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return {
    'model.json': Buffer.from(JSON.stringify(graph)),
    'weights.bin': Buffer.from(Float32Array.from(weights.flatMap(([, , all]) => all)).buffer),
    'metadata.json': Buffer.from(JSON.stringify(about)),
  };
}
