import { Fault } from '../fault.js';
import { addressOf } from './address.js';
import { checkMetadata } from './metadata.js';

/** For what says which weights belong together: the server is asked if it is still so. */
const NEWEST = { cache: 'no-cache' };

/**
 * The name of the model that the page shows when nobody asks for another.
 *
 * @param {string} folder where the models are, ending in '/'
 * @returns {Promise<string>}
 * @throws {Fault} `model-…`, naming the file
 */
export async function defaultModel(folder) {
  const index = parse('index.json', await fetchBytes(new URL('index.json', folder), NEWEST));
  if (typeof index.default !== 'string') {
    throw new Fault('model-damaged', { file: 'index.json', reason: 'default' });
  }
  return index.default;
}

/**
 * Fetches a model once; every worker gets it from here.
 *
 * @param {string} folder of the model, ending in '/'
 * @param {object} on
 * @param {(metadata: object) => void} on.onMetadata told what the model is, before it is there
 * @param {(progress: {loaded: number, total: number}) => void} on.onProgress in bytes
 * @returns {Promise<{metadata: object, graph: object, weights: ArrayBuffer}>}
 *   `graph` is `model.json`, `weights` its shards one behind the other
 * @throws {Fault} `model-…`, naming the file
 */
export async function downloadModel(folder, { onMetadata, onProgress }) {
  const address = new URL('metadata.json', folder);
  const metadata = parse('metadata.json', await fetchBytes(address, NEWEST));
  onMetadata(checkMetadata(metadata));

  // From metadata, not from Content-Length, which counts compressed bytes.
  const total = metadata.files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const count = (bytes) => {
    loaded += bytes;
    onProgress({ loaded: Math.min(loaded, total), total });
  };
  count(0);

  const contents = await Promise.all(
    metadata.files.map(async (file) => {
      const bytes = await fetchBytes(addressOf(file, folder), { count });
      await checkFile(file, bytes);
      return [file.path, bytes];
    }),
  );
  const files = new Map(contents);
  const graph = parse('model.json', need(files, 'model.json'));
  return { metadata, graph, weights: joinShards(graph, files) };
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
    const counted = count ? new Response(response.body.pipeThrough(countBytes(count))) : response;
    return new Uint8Array(await counted.arrayBuffer());
  } catch {
    throw new Fault('model-unreachable', { file: path }); // broke off half-way
  }
}

function countBytes(count) {
  return new TransformStream({
    transform(chunk, controller) {
      count(chunk.length);
      controller.enqueue(chunk);
    },
  });
}

async function checkFile({ path, bytes, sha256 }, content) {
  if (content.length !== bytes) {
    throw new Fault('model-damaged', { file: path, reason: `${content.length} ≠ ${bytes} bytes` });
  }
  // Only there in secure contexts: not on http://192.168.… in a classroom.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256) throw new Fault('model-damaged', { file: path, reason: 'SHA-256' });
}

function parse(path, bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Fault('model-damaged', { file: path, reason: 'JSON' });
  }
}

function joinShards(graph, files) {
  if (!Array.isArray(graph.weightsManifest)) {
    throw new Fault('model-damaged', { file: 'model.json', reason: 'weightsManifest' });
  }
  const shards = graph.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => need(files, path)),
  );
  const whole = new Uint8Array(shards.reduce((sum, shard) => sum + shard.length, 0));
  let at = 0;
  for (const shard of shards) {
    whole.set(shard, at);
    at += shard.length;
  }
  return whole.buffer;
}

function need(files, path) {
  const bytes = files.get(path);
  if (!bytes) throw new Fault('model-damaged', { file: 'metadata.json', reason: `files: ${path}` });
  return bytes;
}
