import { Fault } from '../../fault.js';
import { CLASSES_AT_MOST, EXAMPLES_AT_MOST } from './collection.js';

const FORMAT = 1;
const BYTES_AT_MOST = 64e6;

/**
 * Everything about taught classes in one file: for this room, and for
 * `python -m training predict --model FILE`.
 *
 * @param {import('./base.js').Base} base
 * @param {import('./collection.js').Class[]} classes with their examples, all named
 * @param {import('./taught.js').Taught | null} taught null if there is too little to learn from
 * @returns {Promise<File>} JSON; numbers of embeddings are float32, little endian, in base64
 */
export async function writeTaught({ name, title, weights }, classes, taught) {
  const content = {
    kilas: 'taught classes',
    format: FORMAT,
    base: { name, title, weights },
    threshold: taught?.threshold ?? null,
    classes: await Promise.all(
      classes.map(async (own, i) => ({
        name: own.name,
        weights: taught ? Array.from(taught.head.weights[i]) : null,
        examples: await Promise.all(own.examples.map(writeExample)),
      })),
    ),
  };
  return new File([JSON.stringify(content)], 'kilas-classes.json', { type: 'application/json' });
}

/**
 * @param {File} file
 * @param {import('./base.js').Base} base in use
 * @returns {Promise<{classes: {name: string, examples: object[]}[], isEarlier: boolean}>} each
 *   example has `embedding`, `picture` and `take`. What was learned is learned anew, and is the
 *   same, unless it `isEarlier`: taught upon other weights of the same model, to which the
 *   embeddings say nothing.
 * @throws {Fault} `teach-file` if it is no such file, or damaged; `teach-other-model`
 */
export async function readTaughtFile(file, base) {
  const content = await parse(file);
  try {
    need(content.kilas === 'taught classes' && content.format === FORMAT, 'format');
    need(Array.isArray(content.base.weights), 'base');
  } catch {
    throw damaged(file, 'format');
  }
  const isEarlier = content.base.weights.join(' ') !== base.key;
  if (isEarlier && content.base.name !== base.name) {
    throw new Fault('teach-other-model', { file: file.name, model: String(content.base.name) });
  }
  try {
    need(content.classes.length <= CLASSES_AT_MOST, 'classes');
    const classes = content.classes.map(readClass);
    const sizes = new Set(
      classes.flatMap(({ examples }) => examples.map(({ embedding }) => embedding.length)),
    );
    need(sizes.size <= 1, 'embedding');
    return { classes, isEarlier };
  } catch (error) {
    throw damaged(file, error.message);
  }
}

async function parse(file) {
  if (file.size > BYTES_AT_MOST) throw damaged(file, `${Math.round(file.size / 1e6)} MB`);
  try {
    return JSON.parse(await file.text());
  } catch {
    throw damaged(file, 'JSON');
  }
}

async function writeExample({ take, embedding, picture }) {
  const bytes = new Uint8Array(embedding.buffer, embedding.byteOffset, embedding.byteLength);
  return {
    take,
    embedding: toBase64(bytes),
    picture: toBase64(new Uint8Array(await picture.arrayBuffer())),
  };
}

function readClass({ name, examples }) {
  need(typeof name === 'string' && name !== '', 'name');
  need(examples.length <= EXAMPLES_AT_MOST, 'examples');
  return { name, examples: examples.map(readExample) };
}

function readExample({ take, embedding, picture }) {
  const values = new Float32Array(fromBase64(embedding).buffer);
  need(values.length > 0 && values.every(Number.isFinite), 'embedding');
  need(take === null || Number.isInteger(take), 'take');
  return {
    take,
    embedding: values,
    picture: new Blob([fromBase64(picture)], { type: 'image/jpeg' }),
  };
}

function need(isTrue, what) {
  if (!isTrue) throw new Error(what);
}

const damaged = (file, reason) => new Fault('teach-file', { file: file.name, reason });

const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
