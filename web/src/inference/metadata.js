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
  if (!valid) {
    const { instanceLocation, error } = errors.at(-1); // the last is the most particular
    throw damaged(`${instanceLocation}: ${error}`);
  }
  checkPictures(metadata);
  checkConfusion(metadata);
  return metadata;
}

/** What a schema cannot say: that lengths agree with each other. */
function checkPictures({ classes, input, self_check: { pictures } }) {
  for (const [index, { pixels, probabilities }] of pictures.entries()) {
    const place = `#/self_check/pictures/${index}`;
    if (probabilities.length !== classes.length) {
      throw damaged(`${place}: ${probabilities.length} ≠ ${classes.length} probabilities`);
    }
    const bytes = (pixels.replace(/=+$/, '').length * 3) >> 2;
    if (bytes !== input.size ** 2 * 3) {
      throw damaged(`${place}: ${bytes} ≠ ${input.size ** 2 * 3} bytes`);
    }
  }
}

function checkConfusion({ classes, metrics }) {
  const rows = metrics?.confusion ?? [];
  const lengths = rows.length > 0 ? [rows.length, ...rows.map((row) => row.length)] : [];
  if (lengths.some((length) => length !== classes.length)) {
    throw damaged(`#/metrics/confusion: not ${classes.length} × ${classes.length}`);
  }
}

function damaged(reason) {
  return new Fault('model-damaged', { file: 'metadata.json', reason });
}
