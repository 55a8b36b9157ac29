// As much of the Protocol Buffers wire format as an ONNX file needs.

const VARINT = 0;
const BYTES = 2;
const FLOAT = 5;

/**
 * A message from its fields; those that are null are left out.
 *
 * @param {[number, Buffer][]} fields number and content, from the functions below
 * @returns {Buffer}
 */
export const message = (...fields) => Buffer.concat(fields.filter(Boolean));

/** @param {number} value a whole number from 0 */
export const integer = (field, value) => Buffer.concat([tag(field, VARINT), varint(value)]);

export function float(field, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(field, FLOAT), bytes]);
}

/** @param {Buffer | Uint8Array | string} content text, raw data or another message */
export function bytes(field, content) {
  const data = typeof content === 'string' ? Buffer.from(content) : content;
  return Buffer.concat([tag(field, BYTES), varint(data.length), data]);
}

/** The same field once for each of the values. */
export const repeated = (kind, field, values) =>
  Buffer.concat(values.map((value) => kind(field, value)));

const tag = (field, type) => varint(field * 8 + type);

function varint(value) {
  const groups = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...groups, rest]);
    groups.push((rest % 128) + 128);
  }
}
