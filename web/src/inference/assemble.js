import { Fault } from '../fault.js';
import { concatenate } from './bytes.js';
import { checkGraph } from './graph.js';
import { checkMetadata } from './metadata.js';

/**
 * @param {Uint8Array} bytes of `metadata.json`
 * @returns {object} what it says
 * @throws {Fault} `model-damaged`
 */
export function readMetadata(bytes) {
  return checkMetadata(parse('metadata.json', bytes));
}

/**
 * Puts a model together from its files, each of them checked.
 *
 * @param {object} metadata
 * @param {(file: {path: string, bytes: number, sha256: string}) => Promise<Uint8Array>} getFile
 * @returns {Promise<{metadata: object, graph: object, weights: ArrayBuffer}>}
 *   `graph` is `model.json`, `weights` its shards one behind the other
 * @throws {Fault} `model-damaged`, naming the file, or what `getFile` throws
 */
export async function assemble(metadata, getFile) {
  const contents = await Promise.all(
    metadata.files.map(async (file) => {
      const content = await getFile(file);
      await checkFile(file, content);
      return [file.path, content];
    }),
  );
  const files = new Map(contents);
  const graph = parse('model.json', need(files, 'model.json'));
  checkGraph(graph, metadata);
  return { metadata, graph, weights: joinShards(graph, files) };
}

/**
 * @param {string} file its name
 * @param {Uint8Array} bytes its content
 * @returns {unknown}
 * @throws {Fault} `model-damaged` if it is not JSON
 */
export function parse(file, bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw damaged(file, 'json');
  }
}

async function checkFile({ path, bytes, sha256 }, content) {
  if (content.length !== bytes) {
    throw damaged(path, 'length', { bytes: content.length, expected: bytes });
  }
  const found = await digest(content);
  if (found && found !== sha256) throw damaged(path, 'checksum');
}

/**
 * @param {Uint8Array} content
 * @returns {Promise<string | null>} its SHA-256; null where the browser does not compute it,
 *   which is in insecure contexts: http://192.168.… in a classroom
 */
export async function digest(content) {
  if (!globalThis.crypto?.subtle) return null;
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {{weightsManifest: object[]}} graph `model.json`
 * @param {Map<string, Uint8Array>} files by path
 * @returns {ArrayBuffer} its shards, one behind the other
 * @throws {Fault} `model-damaged` if one is not there
 */
export function joinShards(graph, files) {
  const shards = graph.weightsManifest.flatMap(({ paths }) =>
    paths.map((path) => need(files, path)),
  );
  return concatenate(shards).buffer;
}

function need(files, path) {
  const bytes = files.get(path);
  if (!bytes) throw damaged('metadata.json', 'unlisted', { path });
  return bytes;
}

/**
 * @param {string} file
 * @param {string} code of the reason
 * @param {object} [values] of the reason
 * @returns {Fault}
 */
export function damaged(file, code, values) {
  return new Fault('model-damaged', { file, reason: { code, values } });
}
