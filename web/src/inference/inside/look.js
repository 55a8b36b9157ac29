import { multiplyAdds } from './graph.js';

const COLOURS = 3;

/**
 * What a model is made of, and what it costs for one picture.
 *
 * @param {object} network of a classifier
 * @param {Float32Array} picture as for `classify`
 * @returns {Promise<{layers: object[]}>} as from `listLayers`, each with the `shape` of what it makes,
 *   without the batch, and its `multiplyAdds`
 */
export async function describeLayers(network, picture) {
  const layers = await network.list();
  const tensors = network.run(
    picture,
    layers.map(({ name }) => name),
  );
  const shapes = tensors.map(({ shape }) => shape.slice(1));
  for (const tensor of tensors) tensor.dispose();
  return {
    layers: layers.map((layer, i) => ({
      ...layer,
      shape: shapes[i],
      multiplyAdds: multiplyAdds(layer, shapes[i]),
    })),
  };
}

/**
 * What one layer makes of a picture.
 *
 * @param {object} network of a classifier
 * @param {Float32Array} picture as for `classify`
 * @param {string} name of the layer
 * @returns {Promise<{shape: number[], values: Float32Array, grid: object | null,
 *   filters: {shape: number[], values: Float32Array} | null}>} `values` as `shape` says, without
 *   the batch; `grid` as from `gridOf`; `filters` [height, width, 3, count] of a layer that looks
 *   at the colours of the picture itself
 */
export async function lookAt(network, picture, name) {
  const layers = await network.list();
  const { kind, kernel } = layers.find((layer) => layer.name === name);
  const [tensor] = network.run(picture, [name]);
  try {
    const values = await tensor.data();
    const isOfColours = kind === 'convolution' && kernel?.shape[2] === COLOURS;
    return {
      shape: tensor.shape.slice(1),
      values,
      grid: await network.gridOf(name),
      filters: isOfColours ? await network.weight(kernel.name) : null,
    };
  } finally {
    tensor.dispose();
  }
}
