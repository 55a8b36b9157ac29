import { expect, test } from './kilas.js';
import { withWebGpu } from './with-webgpu.js';

test.use(withWebGpu);

test('WebGPU answers as WASM does', async ({ kilas, page }) => {
  const answers = {};
  for (const backend of ['wasm', 'webgpu']) {
    await kilas.open(`?backend=${backend}`);
    await expect(kilas.backend).toHaveAttribute('data-backend', backend);
    await page.locator('.example[data-class=horse]').click();
    answers[backend] = (await kilas.answerTo('horse.png')).rows;
  }
  const shares = Object.fromEntries(answers.wasm);
  for (const [name, share] of answers.webgpu) expect(share).toBeCloseTo(shares[name], 3);
});
