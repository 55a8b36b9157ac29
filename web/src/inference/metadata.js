import { Validator } from '@cfworker/json-schema';
import schema from '../../model/metadata.schema.json';
import { Fault } from '../fault.js';

/**
 * Checks a model's `metadata.json` by the schema that Python checks it by.
 *
 * @param {unknown} metadata as parsed
 * @returns {object} the same metadata
 * @throws {Fault} `model-damaged`, naming the field
 */
export function checkMetadata(metadata) {
  const { valid, errors } = new Validator(schema, '2020-12').validate(metadata);
  if (valid) return metadata;
  const { instanceLocation, error } = errors.at(-1); // the last is the most particular
  throw new Fault('model-damaged', {
    file: 'metadata.json',
    reason: `${instanceLocation}: ${error}`,
  });
}
