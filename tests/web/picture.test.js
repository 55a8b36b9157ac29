import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { centreSquare, createShrinking, spans } from '../../web/src/inference/picture.js';

const golden = new URL('../golden/picture.json', import.meta.url);

/** @returns {Uint8Array} RGBA of what `colourAt(x, y)` says */
function paint(width, height, colourAt) {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set([...colourAt(x, y), 255], (y * width + x) * 4);
  }
  return rgba;
}

function shrunk(rgba, side, size, resize = 'triangle') {
  const shrinking = createShrinking(side, { size, resize });
  shrinking.add(rgba, 0, 0, side, side);
  return shrinking.tensor();
}

const noise = (x, y) =>
  [0, 1, 2].map((c) => (x * 7919 + y * 104729 + c * 1299709 + x * y * 31) % 256);

test('the square is the middle of the picture', () => {
  expect(centreSquare(640, 480)).toEqual({ left: 80, top: 0, side: 480 });
  expect(centreSquare(3, 6)).toEqual({ left: 0, top: 1, side: 3 });
  expect(centreSquare(1, 1)).toEqual({ left: 0, top: 0, side: 1 });
});

test.each([1, 2, 31, 32, 33, 64, 100, 1023])('%i pixels give each of 32 a whole share', (side) => {
  let end = 0;
  for (const { first, last, ofFirst, ofLast } of spans(side, 32)) {
    const whole = Math.max(0, last - first - 1);
    expect(whole + ofFirst + ofLast).toBeCloseTo(side / 32, 10);
    expect([end, end - 1]).toContain(first); // next to the one before, or sharing a pixel
    expect(last).toBeLessThan(side);
    end = last + 1;
  }
  expect(end).toBe(side);
});

test('a plain colour stays what it is', () => {
  const tensor = shrunk(
    paint(77, 77, () => [200, 100, 3]),
    77,
    32,
  );
  for (let i = 0; i < tensor.length; i += 3) {
    expect(tensor[i]).toBeCloseTo(200, 4);
    expect(tensor[i + 1]).toBeCloseTo(100, 4);
    expect(tensor[i + 2]).toBeCloseTo(3, 4);
  }
});

test('a picture of the right size passes unchanged', () => {
  const tensor = shrunk(paint(32, 32, noise), 32, 32);
  expect([...tensor.slice(0, 6)]).toEqual([...noise(0, 0), ...noise(1, 0)]);
  expect(tensor.at(-1)).toBe(noise(31, 31)[2]);
});

test('a model that was made so gets the mean of each block', () => {
  const tensor = shrunk(
    paint(4, 4, (x, y) => [x * 10, y * 10, 0]),
    4,
    2,
    'area',
  );
  expect([...tensor]).toEqual([5, 5, 0, 25, 5, 0, 5, 25, 0, 25, 25, 0]);
});

test('one pixel fills the whole tensor', () => {
  const tensor = shrunk(
    paint(1, 1, () => [9, 8, 7]),
    1,
    32,
  );
  expect(new Set(tensor)).toEqual(new Set([9, 8, 7]));
});

test('not even a row of white under one pixel is too much to add up', () => {
  const side = 1000;
  const tensor = shrunk(
    paint(side, side, () => [255, 255, 255]),
    side,
    1,
  );
  expect([...tensor]).toEqual([255, 255, 255]);
});

test('tiles in any order give what the whole picture gives', () => {
  const [side, half] = [50, 23];
  const whole = shrunk(paint(side, side, noise), side, 32);
  const tiled = createShrinking(side, { size: 32, resize: 'triangle' });
  for (const [left, right] of [
    [half, side],
    [0, half],
  ]) {
    for (const [top, bottom] of [
      [0, half],
      [half, side],
    ]) {
      const tile = paint(right - left, bottom - top, (x, y) => noise(x + left, y + top));
      tiled.add(tile, left, top, right - left, bottom - top);
    }
  }
  for (const [i, value] of tiled.tensor().entries()) expect(value).toBeCloseTo(whole[i], 3);
});

describe('as Python does it', () => {
  const { cases } = existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : { cases: [] };

  test('there are golden vectors', () => expect(cases.length).toBeGreaterThan(0));

  test.each(cases)('$width × $height to $size, $resize', (example) => {
    const { width, height, pixels, size, resize, tensor } = example;
    const rgb = Buffer.from(pixels, 'base64');
    const { left, top, side } = centreSquare(width, height);
    const square = paint(side, side, (x, y) => {
      const at = ((y + top) * width + x + left) * 3;
      return rgb.subarray(at, at + 3);
    });
    const bytes = Buffer.from(tensor, 'base64');
    const expected = Float32Array.from({ length: bytes.length / 4 }, (_, i) =>
      bytes.readFloatLE(i * 4),
    );
    const actual = shrunk(square, side, size, resize);
    expect(actual.length).toBe(expected.length);
    const worst = Math.max(...actual.map((value, i) => Math.abs(value - expected[i])));
    expect(worst).toBeLessThan(1e-4);
  });
});
