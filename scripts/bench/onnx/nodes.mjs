// The parts of an ONNX file: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto has the numbers
// of the fields.
import { bytes, float, integer, message, repeated } from './protobuf.mjs';

/** ONNX's numbers for types of values. */
export const TYPES = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 };

const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 };
const ONNX_VERSION = 8;
const OPERATIONS = 13;

/**
 * @param {string} op such as 'Conv'
 * @param {string[]} inputs names of tensors
 * @param {string} output its name, and the node's
 * @param {Record<string, number | string | number[]>} [attributes] whole numbers or text
 * @returns {Buffer}
 */
export function node(op, inputs, output, attributes = {}) {
  return message(
    repeated(bytes, 1, inputs),
    bytes(2, output),
    bytes(3, output),
    bytes(4, op),
    repeated(
      bytes,
      5,
      Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    ),
  );
}

function attribute(name, value) {
  const [type, content] = Array.isArray(value)
    ? [ATTRIBUTE.ints, repeated(integer, 8, value)]
    : typeof value === 'string'
      ? [ATTRIBUTE.string, bytes(4, value)]
      : [ATTRIBUTE.int, integer(3, value)];
  return message(bytes(1, name), content, integer(20, type));
}

/**
 * A constant.
 *
 * @param {string} name
 * @param {keyof TYPES} type
 * @param {number[]} shape
 * @param {Uint8Array} data little-endian, in rows
 * @returns {Buffer}
 */
export function tensor(name, type, shape, data) {
  return message(
    repeated(integer, 1, shape),
    integer(2, TYPES[type]),
    bytes(8, name),
    bytes(9, data),
  );
}

/** A single float32 number. */
export const scalar = (name, value) =>
  message(integer(2, TYPES.float32), float(4, value), bytes(8, name));

/**
 * @param {object} graph
 * @param {Buffer[]} graph.nodes in an order in which they can run
 * @param {Buffer[]} graph.constants
 * @param {{name: string, shape: (number | string)[]}} graph.input float32; text names a size that varies
 * @param {string[]} graph.outputs float32
 * @returns {Buffer} the content of an .onnx file
 */
export function model({ nodes, constants, input, outputs }) {
  const graph = message(
    repeated(bytes, 1, nodes),
    bytes(2, 'kilas'),
    repeated(bytes, 5, constants),
    bytes(11, valueInfo(input.name, input.shape)),
    repeated(
      bytes,
      12,
      outputs.map((name) => valueInfo(name)),
    ),
  );
  return message(integer(1, ONNX_VERSION), bytes(7, graph), bytes(8, integer(2, OPERATIONS)));
}

function valueInfo(name, shape) {
  const sizes = shape?.map((size) =>
    typeof size === 'string' ? bytes(2, size) : integer(1, size),
  );
  const type = message(integer(1, TYPES.float32), sizes && bytes(2, repeated(bytes, 1, sizes)));
  return message(bytes(1, name), bytes(2, bytes(1, type)));
}
