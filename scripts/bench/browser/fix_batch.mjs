// Places of fields: https://github.com/google-ai-edge/LiteRT/blob/main/tflite/converter/schema/schema.fbs
const SUBGRAPHS = 2; // of Model
const TENSORS = 0; // of SubGraph
const SHAPE_SIGNATURE = 7; // of Tensor

/**
 * Lets a .tflite take one picture at a time and no other number: LiteRT.js wants to know.
 *
 * @param {Buffer} model with a batch of any size
 * @returns {Buffer} the same network
 */
export function fixBatch(model) {
  const fixed = Buffer.from(model);
  const root = fixed.readUInt32LE(0);
  for (const graph of entries(fixed, field(fixed, root, SUBGRAPHS))) {
    for (const tensor of entries(fixed, field(fixed, graph, TENSORS))) {
      const signature = field(fixed, tensor, SHAPE_SIGNATURE);
      if (signature !== null) fixSizes(fixed, follow(fixed, signature));
    }
  }
  return fixed;
}

function fixSizes(bytes, vector) {
  const length = bytes.readUInt32LE(vector);
  for (let index = 0; index < length; index++) {
    const at = vector + 4 + 4 * index;
    if (bytes.readInt32LE(at) === -1) bytes.writeInt32LE(1, at);
  }
}

/** Where a FlatBuffers table keeps a field; null where it has none. */
function field(bytes, table, number) {
  const layout = table - bytes.readInt32LE(table);
  const at = 4 + 2 * number;
  const offset = at < bytes.readUInt16LE(layout) ? bytes.readUInt16LE(layout + at) : 0;
  return offset ? table + offset : null;
}

/** The tables of the vector that a field refers to. */
function entries(bytes, at) {
  const vector = follow(bytes, at);
  const length = bytes.readUInt32LE(vector);
  return Array.from({ length }, (_, index) => follow(bytes, vector + 4 + 4 * index));
}

const follow = (bytes, at) => at + bytes.readUInt32LE(at);
