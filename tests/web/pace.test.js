import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPace } from '../../web/src/results/pace.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what changes fast is shown now and then, each thing once', () => {
  const show = vi.fn();
  const pace = createPace(200, show);
  for (let i = 0; i < 100; i++) {
    pace.add(i % 2 ? 'odd' : 'even');
    vi.advanceTimersByTime(10);
  }
  expect(show).toHaveBeenCalledTimes(5); // in a second
  expect(show).toHaveBeenCalledWith(['even', 'odd']);
});

test('at the end it is shown at once, and not again', () => {
  const show = vi.fn();
  const pace = createPace(200, show);
  pace.add('last');
  pace.flush();
  vi.advanceTimersByTime(1000);
  expect(show.mock.calls).toEqual([[['last']]]);
});
