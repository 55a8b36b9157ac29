import { Fault } from '../fault.js';
import { addressOf } from './address.js';
import { assemble, parse, readMetadata } from './assemble.js';
import { concatenate } from './bytes.js';

/** For what says which weights belong together: the server is asked if it is still so. */
const NEWEST = { cache: 'no-cache' };

/**
 * Which models are published, and which one the page shows when nobody asks for another.
 *
 * @param {URL} folder where the models are, ending in '/'
 * @returns {Promise<{default: string, models: string[]}>}
 * @throws {Fault} `model-…`, naming the file
 */
export async function fetchIndex(folder) {
  const index = parse('index.json', await fetchBytes(new URL('index.json', folder), NEWEST));
  if (!Array.isArray(index?.models) || !index.models.includes(index.default)) {
    const reason = { code: 'incomplete', values: { part: 'default' } };
    throw new Fault('model-damaged', { file: 'index.json', reason });
  }
  return index;
}

/**
 * @param {URL} folder of the model, ending in '/'
 * @returns {Promise<object>} its metadata, checked
 * @throws {Fault} `model-…`, naming the file
 */
export async function fetchMetadata(folder) {
  return readMetadata(await fetchBytes(new URL('metadata.json', folder), NEWEST));
}

/**
 * Fetches a model once; every worker gets it from here.
 *
 * @param {URL} folder of the model, ending in '/'
 * @param {object} on
 * @param {(metadata: object) => void} on.onMetadata told what the model is, before it is there
 * @param {(progress: {loaded: number, total: number}) => void} on.onProgress in bytes
 * @returns {Promise<{metadata: object, graph: object, weights: ArrayBuffer}>}
 *   as from `assemble`
 * @throws {Fault} `model-…`, naming the file
 */
export async function downloadModel(folder, { onMetadata, onProgress }) {
  const metadata = await fetchMetadata(folder);
  onMetadata(metadata);

  // From metadata, not from Content-Length, which counts compressed bytes.
  const total = metadata.files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const count = (bytes) => {
    loaded += bytes;
    onProgress({ loaded: Math.min(loaded, total), total });
  };
  count(0);

  return assemble(metadata, (file) => fetchBytes(addressOf(file, folder), { count }));
}

async function fetchBytes(address, { cache, count }) {
  const path = address.pathname.split('/').pop();
  let response;
  try {
    response = await fetch(address, { cache });
  } catch {
    throw new Fault('model-unreachable', { file: path });
  }
  if (!response.ok) throw new Fault('model-missing', { file: path, status: response.status });
  try {
    return await readBody(response, count);
  } catch {
    throw new Fault('model-unreachable', { file: path }); // broke off half-way
  }
}

/** By hand, since a stream in between costs a phone many small pauses. */
async function readBody(response, count = () => {}) {
  const reader = response.body.getReader();
  const chunks = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    count(value.length);
  }
  await globalThis.scheduler?.yield?.(); // between two long steps the page may draw
  return concatenate(chunks);
}
