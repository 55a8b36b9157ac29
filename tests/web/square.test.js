import { describe, expect, test } from 'vitest';
import {
  clampSquare,
  isDefaultSquare,
  moveSquare,
  wholeSquare,
  zoomSquare,
} from '../../web/src/pictures/square.js';

const SIZE = { width: 300, height: 200 };
const square = { left: 100, top: 50, side: 100 };

describe('inside the picture', () => {
  test.each([
    ['beyond the left and the top', [-5, -9, 100], [0, 0, 100]],
    ['beyond the right and the bottom', [250, 150, 100], [200, 100, 100]],
    ['larger than the picture', [10, 10, 900], [10, 0, 200]],
    ['smaller than eight pixels', [10, 10, 2], [10, 10, 8]],
  ])('a square %s is brought back', (_, [left, top, side], [x, y, kept]) => {
    expect(clampSquare({ left, top, side }, SIZE)).toEqual({ left: x, top: y, side: kept });
  });

  test('a picture of three pixels has a square of three', () => {
    const tiny = { width: 5, height: 3 };
    expect(clampSquare({ left: 9, top: 9, side: 1 }, tiny)).toEqual({ left: 2, top: 0, side: 3 });
  });

  test('moving ends at the edge', () => {
    expect(moveSquare(square, 30, -20, SIZE)).toEqual({ left: 130, top: 30, side: 100 });
    expect(moveSquare(square, 999, 999, SIZE)).toEqual({ left: 200, top: 100, side: 100 });
  });

  test('rounding does not push it out', () => {
    const size = { width: 9, height: 9 };
    expect(wholeSquare({ left: 0.5, top: 0.4, side: 8.5 }, size)).toEqual({
      left: 0,
      top: 0,
      side: 9,
    });
  });
});

describe('zooming about a point', () => {
  test('the point keeps its place in the square', () => {
    const point = { x: 125, y: 125 }; // a quarter and three quarters across
    const zoomed = zoomSquare(square, 2, point, SIZE);
    expect(zoomed).toEqual({ left: 112.5, top: 87.5, side: 50 });
    expect(zoomSquare(zoomed, 0.5, point, SIZE)).toEqual(square);
  });

  test('at the smallest and at the largest it stays where it is', () => {
    const smallest = { left: 40, top: 40, side: 8 };
    expect(zoomSquare(smallest, 3, { x: 41, y: 47 }, SIZE)).toEqual(smallest);
    const largest = { left: 20, top: 0, side: 200 };
    expect(zoomSquare(largest, 0.5, { x: 30, y: 10 }, SIZE)).toEqual(largest);
  });

  test('steps of less than a pixel add up', () => {
    let now = square;
    for (let i = 0; i < 100; i++) now = zoomSquare(now, 1.001, { x: 150, y: 100 }, SIZE);
    expect(wholeSquare(now, SIZE).side).toBe(90);
  });
});

test('the middle square is the default, wherever half a pixel goes', () => {
  const middle = { left: 50, top: 0, side: 201 };
  expect(isDefaultSquare({ width: 302, height: 201, square: middle })).toBe(true);
  expect(isDefaultSquare({ width: 302, height: 201, square: { ...middle, left: 51 } })).toBe(false);
});
