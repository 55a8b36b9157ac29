import { expect, test, vi } from 'vitest';
import { cover, findOcclusion, layPatches } from '../../../web/src/rooms/inside/occlusion.js';

const SIZE = 8;
const seen = new Float32Array(SIZE * SIZE * 3).fill(255);

/** Sure of its first class as long as the pixel in the second row and column is white. */
const answer = async (picture) => (picture[(SIZE + 1) * 3] === 255 ? [0.9, 0.1] : [0.3, 0.7]);

test('patches overlap, and lie on the picture from rim to rim', () => {
  expect(layPatches(32)).toMatchObject({ side: 8, count: 7 });
  for (const size of [32, 96, 224, 30]) {
    const { side, places, grid } = layPatches(size);
    expect(places[0]).toBe(0);
    expect(places.at(-1) + side).toBeLessThanOrEqual(size);
    expect(grid.first * size).toBeCloseTo(side / 2);
  }
});

test('a patch covers its own pixels, and only in the copy', () => {
  const covered = cover(seen, { left: 2, top: 1, side: 2 });
  const grey = [...covered.keys()].filter((i) => covered[i] !== 255);
  expect(grey).toHaveLength(2 * 2 * 3);
  expect(grey[0]).toBe((SIZE + 2) * 3);
  expect(seen.every((value) => value === 255)).toBe(true);
});

test('what the answer rests on is found, and nothing else', async () => {
  const onProgress = vi.fn();
  const { signal } = new AbortController();
  const map = await findOcclusion({ seen, index: 0, answer, onProgress, signal });
  expect(map).toMatchObject({ rows: 7, columns: 7 });
  const resting = [...map.values.keys()].filter((i) => map.values[i] > 0.5);
  expect(resting).toEqual([0, 1, 7, 8]); // the four patches that lie on that pixel
  expect(map.values[9]).toBe(0);
  expect(onProgress).toHaveBeenLastCalledWith(48, 49);
});

test('it stops when nobody wants to know any more', async () => {
  const job = new AbortController();
  const slow = vi.fn(answer);
  const finding = findOcclusion({
    seen,
    index: 0,
    answer: slow,
    onProgress: (done) => done === 3 && job.abort(),
    signal: job.signal,
  });
  await expect(finding).rejects.toThrow(/abort/i);
  expect(slow.mock.calls.length).toBeLessThan(6);
});
