import { Fault } from '../fault.js';
import { assemble, parse, readMetadata } from '../inference/assemble.js';
import { isLayersModel } from '../inference/graph.js';

/** No published model's name has a full stop. */
const PREFIX = 'own.';

/** @param {string} name from metadata @returns {string} how the address calls a visitor's model */
export const keyOf = (name) => PREFIX + name;

/** @param {string | null} key @returns {boolean} */
export const isOwnKey = (key) => Boolean(key?.startsWith(PREFIX));

/**
 * Reads a model that the visitor brought, as strictly as one from the server.
 *
 * @param {import('./bundle.js').Bundle} bundle
 * @param {object} on as for `downloadModel`
 * @returns {Promise<{metadata: object, graph: object, weights: ArrayBuffer}>}
 * @throws {Fault} `model-…`, saying which file and why
 */
export async function readOwn(bundle, { onMetadata, onProgress }) {
  const graph = parse('model.json', await read(bundle, 'model.json'));
  const files = isLayersModel(graph)
    ? await readLayers(graph, bundle)
    : await assemble(readMetadata(await read(bundle, 'metadata.json')), ({ path }) =>
        read(bundle, path),
      );
  onMetadata(files.metadata);
  const total = files.metadata.files.reduce((sum, { bytes }) => sum + bytes, 0);
  onProgress({ loaded: total, total });
  return files;
}

/**
 * What the model's own maker can mend is said to the visitor, who made it.
 *
 * @param {unknown} error
 * @returns {Fault}
 */
export function refusal(error) {
  const fault = Fault.from(error, 'unexpected');
  if (fault.code === 'model-damaged') return new Fault('model-refused', fault.values);
  if (fault.code !== 'backend-none') return fault;
  return new Fault('model-refused', { file: 'model.json', reason: { code: 'run' } });
}

async function read(bundle, path) {
  const file = bundle.get(path);
  if (!file) throw new Fault('model-incomplete', { file: path });
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Fault('model-incomplete', { file: path }); // moved since it was chosen
  }
}

async function readLayers(graph, bundle) {
  if (!bundle.has('metadata.json')) throw new Fault('model-layers'); // whose it is, it would say
  const { readTeachable } = await import('./teachable.js'); // few visitors bring one
  return readTeachable(graph, (path) => read(bundle, path));
}
