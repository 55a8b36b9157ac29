import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSlide } from '../../../web/src/rooms/inside/slide.js';

const picture = { rows: 5, columns: 6, values: Float64Array.from({ length: 30 }, (_, i) => i) };
let slide;

beforeEach(() => {
  vi.useFakeTimers();
  slide = createSlide(() => {});
  slide.set({ padding: 'same' });
  slide.showPicture(picture);
});
afterEach(() => vi.useRealTimers());

test('the whole result is there at once, also after a change', () => {
  expect(slide.seen).toBe(30);
  slide.set({ padding: 'valid', stride: 2, relu: true, pool: true });
  expect(slide.planes.convolved).toMatchObject({ rows: 2, columns: 2 });
  expect(slide.planes.rectified).toMatchObject({ rows: 2, columns: 2 });
  expect(slide.planes.pooled).toMatchObject({ rows: 1, columns: 1 });
  expect(slide.seen).toBe(4);
  slide.set({ relu: false, pool: false });
  expect(slide.planes).toMatchObject({ rectified: null, pooled: null });
});

test('playing builds it up from the first place to the last, then stops', () => {
  slide.play();
  expect(slide).toMatchObject({ seen: 1, isPlaying: true });
  vi.advanceTimersToNextTimer();
  expect(slide).toMatchObject({ seen: 2, place: { row: 0, column: 1 } });
  vi.runAllTimers();
  expect(slide).toMatchObject({ seen: 30, isPlaying: false, place: { row: 4, column: 5 } });
});

test('paused, it is stepped through by hand, and goes on from there', () => {
  slide.play();
  slide.pause();
  slide.step(1);
  slide.step(1);
  slide.step(-1);
  expect(slide).toMatchObject({ seen: 2, isPlaying: false });
  slide.play();
  vi.advanceTimersToNextTimer();
  expect(slide.seen).toBe(3);
  slide.set({ stride: 3 });
  expect(slide).toMatchObject({ seen: 4, isPlaying: false });
  expect(vi.getTimerCount()).toBe(0);
});

test('no step leads out of the picture', () => {
  slide.step(-1000);
  expect(slide.place).toEqual({ row: 0, column: 0 });
  slide.step(1000);
  expect(slide.place).toEqual({ row: 4, column: 5 });
});

test.each([
  [{ stride: 1, padding: 'same' }, 2, 3, { row: 2, column: 3 }],
  [{ stride: 1, padding: 'valid' }, 2, 3, { row: 1, column: 2 }],
  [{ stride: 1, padding: 'valid' }, 0, 5, { row: 0, column: 3 }],
  [{ stride: 2, padding: 'same' }, 2, 3, { row: 1, column: 1 }],
  [{ stride: 3, padding: 'same' }, -1, 9, { row: 0, column: 1 }],
])('with %j, a touch of row %i, column %i lays the window there', (movement, y, x, place) => {
  slide.set(movement);
  slide.goTo(y, x);
  expect(slide.place).toEqual(place);
});

test('the first place that is looked at is in the middle', () => {
  expect(slide.place).toEqual({ row: 3, column: 3 });
});

test('the place that is looked at stays about where it was when the result changes its size', () => {
  slide.goTo(4, 5);
  slide.set({ stride: 2 });
  expect(slide.place).toEqual({ row: 2, column: 2 });
});
