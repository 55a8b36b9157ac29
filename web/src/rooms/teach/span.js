import { addScaled, dot } from './minimise.js';

const NOTHING = 1e-6; // of a row of length 1: what is left of it lies in the span already
const WORTH_IT = 0.5; // so many rows for each feature cost more to turn than they save

/**
 * Turns rows so that they need no more numbers than there are rows: distances and angles stay, and
 * so do the weights that a penalised regression finds, since they lie in the rows' span (Schölkopf,
 * Herbrich and Smola, A Generalized Representer Theorem, 2001). The turning is modified
 * Gram-Schmidt (Golub and Van Loan, Matrix Computations, 2013, section 5.2.8).
 *
 * @param {Float64Array[]} rows of length 1, all with as many features
 * @returns {{turned: Float64Array[], back: (weights: Float64Array) => Float64Array}} `back` turns
 *   weights [features of `turned`, and a bias] into those of the rows
 */
export function turnIntoSpan(rows) {
  const features = rows[0].length;
  if (rows.length > WORTH_IT * features) return { turned: rows, back: (weights) => weights };

  const basis = [];
  const turned = rows.map((row) => {
    const coordinates = new Float64Array(rows.length);
    const rest = row.slice();
    for (const [i, direction] of basis.entries()) {
      coordinates[i] = dot(direction, rest);
      addScaled(rest, direction, -coordinates[i]);
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > NOTHING) {
      coordinates[basis.length] = length;
      basis.push(rest.map((value) => value / length));
    }
    return coordinates;
  });

  function back(weights) {
    const own = new Float64Array(features + 1);
    own[features] = weights[basis.length];
    for (const [i, direction] of basis.entries()) addScaled(own, direction, weights[i]);
    return own;
  }
  return { turned: turned.map((row) => row.subarray(0, basis.length)), back };
}
