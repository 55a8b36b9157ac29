import { expect, test } from './kilas.js';
import { countFrames, soak } from './soak.js';

const MEGABYTE = 2 ** 20;

test.use({ ownContext: true });

test('a soak of camera frames leaves nothing behind', async ({ kilas, page }) => {
  test.slow(); // a camera takes its time for so many frames
  await countFrames(page);
  await kilas.open();
  const [before, after] = await soak({ kilas, page }, [30, 180]);
  expect(after.tensors).toBeGreaterThan(0);
  for (const what of ['listeners', 'tensors', 'wasm']) expect(after[what], what).toBe(before[what]);
  expect(after.heap - before.heap).toBeLessThan(MEGABYTE);
});
