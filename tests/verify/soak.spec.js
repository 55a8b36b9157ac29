// Ten thousand camera frames; scripts/verify/soak.mjs judges what is written down here.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '../page/kilas.js';
import { countFrames, soak } from '../page/soak.js';

const MEASURED = [0.01, 0.25, 0.5, 0.75, 1];
const frames = Number(process.env.KILAS_FRAMES ?? 10_000);

test.use({ ownContext: true });

test('a soak of camera frames is measured', async ({ kilas, page }) => {
  await countFrames(page);
  await kilas.open();
  const begun = Date.now();
  const samples = await soak(
    { kilas, page },
    MEASURED.map((share) => Math.ceil(share * frames)),
  );
  const seconds = Math.round((Date.now() - begun) / 1000);
  const browser = page.context().browser().version();
  writeFileSync(
    join(process.env.KILAS_VERIFY, 'page-soak.json'),
    JSON.stringify({ browser, seconds, samples }),
  );
});
