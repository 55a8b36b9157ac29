const REMEMBERED = 10; // steps by which the curvature is guessed
const STEPS_AT_MOST = 300;
const ENOUGH = 1e-4; // Armijo's share of the promised descent

/**
 * Finds the lowest point of a smooth convex function by L-BFGS (Nocedal and Wright, Numerical
 * Optimization, 2006, algorithm 7.4), with steps that are halved until they descend.
 *
 * @param {(point: Float64Array, gradient: Float64Array) => number} evaluate gives the value at
 *   `point` and fills in the gradient
 * @param {number} size of the point
 * @param {number} tolerance the largest slope that still counts as flat
 * @returns {Float64Array} the point, begun at zero
 */
export function minimise(evaluate, size, tolerance) {
  let point = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = evaluate(point, gradient);
  const history = [];

  for (let step = 0; step < STEPS_AT_MOST && steepest(gradient) > tolerance; step++) {
    const direction = descend(gradient, history);
    const slope = dot(direction, gradient);
    let length = history.length > 0 ? 1 : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
    let next;
    let nextGradient;
    let nextValue;
    do {
      next = point.map((x, i) => x + length * direction[i]);
      nextGradient = new Float64Array(size);
      nextValue = evaluate(next, nextGradient);
      length /= 2;
    } while (nextValue > value + 2 * ENOUGH * length * slope && length > Number.EPSILON);
    if (nextValue >= value) break; // as low as the numbers can tell

    const moved = next.map((x, i) => x - point[i]);
    const turned = nextGradient.map((x, i) => x - gradient[i]);
    const curvature = dot(moved, turned);
    if (curvature > 0) history.push({ moved, turned, curvature });
    if (history.length > REMEMBERED) history.shift();
    [point, gradient, value] = [next, nextGradient, nextValue];
  }
  return point;
}

/** The gradient, turned round and scaled by what the last steps tell of the curvature. */
function descend(gradient, history) {
  const direction = gradient.map((x) => -x);
  const shares = [];
  for (const { moved, turned, curvature } of history.toReversed()) {
    const share = dot(moved, direction) / curvature;
    shares.unshift(share);
    addScaled(direction, turned, -share);
  }
  const last = history.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.turned, last.turned);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  for (const [n, { moved, turned, curvature }] of history.entries()) {
    addScaled(direction, moved, shares[n] - dot(turned, direction) / curvature);
  }
  return direction;
}

function steepest(gradient) {
  let most = 0;
  for (const x of gradient) most = Math.max(most, Math.abs(x));
  return most;
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b as long as `a`, or longer
 * @returns {number} the sum of their products, as far as `a` goes
 */
export function dot(a, b) {
  let [sum, second, third, fourth] = [0, 0, 0, 0]; // so that none waits for the one before
  const whole = a.length - (a.length % 4);
  for (let i = 0; i < whole; i += 4) {
    sum += a[i] * b[i];
    second += a[i + 1] * b[i + 1];
    third += a[i + 2] * b[i + 2];
    fourth += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < a.length; i++) sum += a[i] * b[i];
  return sum + second + third + fourth;
}

/**
 * @param {Float64Array} target changed in place
 * @param {Float64Array} vector as long as `target`, or shorter
 * @param {number} factor of the vector that is added
 */
export function addScaled(target, vector, factor) {
  for (let i = 0; i < vector.length; i++) target[i] += factor * vector[i];
}
