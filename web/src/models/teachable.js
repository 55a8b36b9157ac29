import { Fault } from '../fault.js';
import { damaged, digest, joinShards, parse } from '../inference/assemble.js';
import { isManifest } from '../inference/graph.js';
import { LANGUAGES } from '../language.js';

const SIZE = 224; // as its library takes it where metadata.json says nothing
const LARGEST = 1024;
const NAMELESS = /^(tm-my-image-model|untitled)?$/; // what it calls a model that nobody named
const TELLING = 3; // so many labels stand for the name
const BYTES = { float32: 4, int32: 4, uint16: 2, float16: 2, uint8: 1, bool: 1 };

/**
 * Reads an image model that Teachable Machine has exported: a layers model, its weights, and a
 * `metadata.json` with little more than the labels.
 *
 * @param {object} graph `model.json` as parsed, a layers model
 * @param {(path: string) => Promise<Uint8Array>} read a file of the export
 * @returns {Promise<{metadata: object, graph: object, weights: ArrayBuffer}>} as from `assemble`;
 *   nobody measured the model, so its metadata says so
 * @throws {Fault} `model-layers` if it is of somebody else, `model-teachable` if it is not for
 *   images, `model-damaged`, naming the file, or what `read` throws
 */
export async function readTeachable(graph, read) {
  const about = parse('metadata.json', await read('metadata.json'));
  if (!isTeachable(about)) throw new Fault('model-layers');
  if (!Array.isArray(about.labels) || /\/pose$/.test(about.packageName)) {
    throw new Fault('model-teachable');
  }
  checkAbout(about);
  if (!isManifest(graph.weightsManifest)) {
    throw damaged('model.json', 'incomplete', { part: 'weightsManifest' });
  }

  const files = new Map();
  for (const path of graph.weightsManifest.flatMap(({ paths }) => paths)) {
    files.set(path, await read(path));
  }
  const weights = joinShards(graph, files);
  checkLength(graph, files, weights);
  const listed = ['model.json', ...files.keys()].map(async (path) => {
    const content = files.get(path) ?? (await read(path));
    return { path, bytes: content.length, sha256: await digest(content) };
  });
  return { metadata: metadataOf(about, await Promise.all(listed)), graph, weights };
}

/** By what its libraries for images, poses and sounds write. */
function isTeachable(about) {
  const { packageName, labels, wordLabels } = about ?? {};
  return /^@teachablemachine\//.test(packageName) || [labels, wordLabels].some(Array.isArray);
}

function checkAbout({ labels, imageSize = SIZE }) {
  if (labels.length < 2 || !labels.every((label) => typeof label === 'string')) {
    throw damaged('metadata.json', 'incomplete', { part: 'labels' });
  }
  if (!Number.isInteger(imageSize) || imageSize < 1 || imageSize > LARGEST) {
    throw damaged('metadata.json', 'incomplete', { part: 'imageSize' });
  }
}

function checkLength({ weightsManifest }, files, weights) {
  let expected = 0;
  for (const { shape, dtype, quantization } of weightsManifest.flatMap((group) => group.weights)) {
    const width = BYTES[quantization?.dtype ?? dtype];
    if (!Array.isArray(shape) || !width) {
      throw damaged('model.json', 'incomplete', { part: 'weightsManifest' });
    }
    expected += shape.reduce((product, side) => product * side, width);
  }
  if (weights.byteLength !== expected) {
    const names = [...files.keys()].join(', ');
    throw damaged(names, 'length', { bytes: weights.byteLength, expected });
  }
}

function metadataOf({ modelName = '', labels, imageSize = SIZE, grayscale }, files) {
  const isNameless = NAMELESS.test(modelName);
  const title = isNameless ? labels.slice(0, TELLING).join(', ') : modelName;
  return {
    name: `teachable-${slug(title)}`,
    title: { en: title },
    classes: labels.map((label, index) => {
      const name = label || String(index + 1);
      return { name, labels: { en: name }, emoji: '' };
    }),
    input: {
      size: imageSize,
      channels: grayscale ? 1 : 3,
      crop: 'center-square',
      resize: 'canvas', // see `teachable-picture.js`
    },
    outputs: {},
    threshold: 0, // whatever it is shown, it takes for one of its classes
    metrics: null,
    card: { training: said('teachable.training'), limits: said('teachable.limits') },
    files,
    self_check: { pictures: [] },
  };
}

const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

const said = (key) =>
  Object.fromEntries(Object.entries(LANGUAGES).map(([code, texts]) => [code, texts[key]]));
