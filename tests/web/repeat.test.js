import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { repeatable } from '../../web/src/inference/repeat.js';

const INPUTS = [
  Float32Array.of(1, 2, 3, 4),
  Float32Array.of(-1, 0.5, 0, 7),
  Float32Array.of(9, 8, 7, 6),
];

beforeAll(() => tf.setBackend('cpu'));

/** Of lists, of the input twice, of a tensor that is returned and used, and of views. */
function network(weights) {
  return vi.fn((input) => {
    const features = tf.relu(tf.matMul(input, weights));
    const both = tf.concat([features, tf.reshape(tf.mul(input, input), [2, 2])], 1);
    return [tf.softmax(both), features];
  });
}

describe('what is done again', () => {
  test('gives what it gave the first time, without being computed anew', async () => {
    const weights = tf.tensor2d([1, -1, 0.5, 2], [2, 2]);
    const compute = network(weights);
    const again = repeatable([2, 2], [weights], compute);
    for (const values of INPUTS) {
      const expected = tf.tidy(() =>
        network(weights)(tf.tensor2d(values, [2, 2])).map((output) =>
          Array.from(output.dataSync()),
        ),
      );
      const outputs = await again(values);
      expect(outputs.map((output) => Array.from(output.values))).toEqual(expected);
      expect(outputs.map(({ shape }) => shape)).toEqual([
        [2, 4],
        [2, 2],
      ]);
    }
    expect(compute).toHaveBeenCalledTimes(1);
  });

  test('leaves nothing in the memory of the backend, and the weights where they are', async () => {
    const weights = tf.tensor2d([1, -1, 0.5, 2], [2, 2]);
    const again = repeatable([2, 2], [weights], network(weights));
    const before = { tensors: tf.memory().numTensors, data: tf.backend().numDataIds() };
    for (const values of INPUTS) await again(values);
    expect({ tensors: tf.memory().numTensors, data: tf.backend().numDataIds() }).toEqual(before);
    expect(Array.from(weights.dataSync())).toEqual([1, -1, 0.5, 2]);
  });
});

test('what uses other tensors is computed each time', async () => {
  const compute = vi.fn((input) => [tf.mul(input, tf.scalar(2))]);
  const again = repeatable([4], [], compute);
  const before = tf.backend().numDataIds();
  for (const values of INPUTS) {
    const [{ values: doubled }] = await again(values);
    expect(doubled).toEqual(values.map((value) => value * 2));
  }
  expect(compute).toHaveBeenCalledTimes(INPUTS.length);
  expect(tf.backend().numDataIds()).toBe(before);
});

test('what depends on the numbers that it is given is computed each time', async () => {
  const compute = (input) => [tf.clipByValue(input, 0, tf.max(input).dataSync()[0] / 2)];
  const again = repeatable([4], [], compute);
  for (const values of INPUTS) {
    const [clipped] = await again(values);
    const most = Math.max(...values) / 2;
    expect(clipped.values).toEqual(values.map((value) => Math.min(Math.max(value, 0), most)));
  }
});

test('an input of another shape is refused', () => {
  const again = repeatable([4], [], (input) => [tf.neg(input)]);
  expect(() => again(Float32Array.of(1, 2, 3))).toThrow('3 numbers for 4');
});

test('what fails the first time leaves TensorFlow.js as it was', async () => {
  const { runKernel, readSync } = tf.engine();
  const again = repeatable([4], [], () => {
    throw new Error('unknown op');
  });
  await expect(again(INPUTS[0])).rejects.toThrow('unknown op');
  expect(tf.engine()).toMatchObject({ runKernel, readSync });
});
