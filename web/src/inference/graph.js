import { Fault } from '../fault.js';

/**
 * Is `model.json` a graph that the metadata speaks of? What it computes shows
 * only when it runs.
 *
 * @param {any} graph `model.json` as parsed
 * @param {{input: object, outputs: Record<string, string>}} metadata
 * @throws {Fault} `model-damaged`, naming what is missing or does not fit
 */
export function checkGraph(graph, { input, outputs }) {
  const nodes = graph?.modelTopology?.node;
  if (!Array.isArray(nodes)) throw damaged('incomplete', { part: 'modelTopology' });
  if (!isManifest(graph.weightsManifest)) throw damaged('incomplete', { part: 'weightsManifest' });

  const byName = new Map(nodes.map((node) => [node?.name, node]));
  for (const tensor of [input.tensor, ...Object.values(outputs)]) {
    if (!byName.has(nodeOf(tensor))) throw damaged('tensor', { tensor });
  }
  const shape = shapeOf(byName.get(nodeOf(input.tensor)));
  const wanted = [input.size, input.size, 3];
  if (shape.length > 0 && !fits(shape, [-1, ...wanted])) {
    throw damaged('input', {
      tensor: input.tensor,
      shape: shape.join(' × '),
      wanted: wanted.join(' × '),
    });
  }
}

/**
 * A Keras model, as Teachable Machine exports it, is no graph.
 *
 * @param {any} graph `model.json` as parsed
 * @returns {boolean}
 */
export function isLayersModel(graph) {
  const topology = graph?.modelTopology;
  return (
    graph?.format === 'layers-model' || Boolean(topology?.model_config ?? topology?.class_name)
  );
}

/**
 * @param {any} groups `weightsManifest` of `model.json`
 * @returns {boolean} whether it tells which weights are in which files
 */
export function isManifest(groups) {
  const isGroup = (group) => Array.isArray(group?.paths) && Array.isArray(group.weights);
  return Array.isArray(groups) && groups.every(isGroup);
}

const nodeOf = (tensor) => tensor.split(':')[0];

function shapeOf(node) {
  const dimensions = node.attr?.shape?.shape?.dim ?? [];
  return dimensions.map(({ size }) => Number(size));
}

function fits(shape, wanted) {
  return shape.length === wanted.length && shape.every((size, i) => size < 0 || size === wanted[i]);
}

function damaged(code, values) {
  return new Fault('model-damaged', { file: 'model.json', reason: { code, values } });
}
