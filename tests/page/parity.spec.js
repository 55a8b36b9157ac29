import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, hooks, test } from './kilas.js';

const TOLERANCE = 1e-3;

const root = fileURLToPath(new URL('../../', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv', 'bin', 'python');

test.describe('the page says what Python says', () => {
  // The pipeline does not run on Windows; elsewhere a missing Python is an error.
  test.skip(process.platform === 'win32' && !existsSync(python), 'needs the pipeline');
  // Each answer has a limit of its own; all of them together took a busy machine over five minutes.
  test.describe.configure({ timeout: 1_200_000, mode: 'parallel' });

  let folder;
  let expected;
  let threshold;

  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kilas-parity-'));
    execFileSync(python, [join(root, 'tests', 'page', 'make_pictures.py'), folder], { cwd: root });
    expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
    const models = join(root, 'web', 'model');
    const { default: name } = JSON.parse(readFileSync(join(models, 'index.json'), 'utf8'));
    ({ threshold } = JSON.parse(readFileSync(join(models, name, 'metadata.json'), 'utf8')));
  });

  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const backend of ['wasm', 'webgl', 'cpu']) {
    test(`on ${backend}`, async ({ kilas, page }) => {
      expect(expected.length).toBeGreaterThanOrEqual(100);
      await kilas.open(`?backend=${backend}`);
      await expect(kilas.backend).toHaveAttribute('data-backend', backend);
      const differences = [];
      let worst = 0;
      for (const { file, label, rejected, confidence, probabilities } of expected) {
        await page.locator(hooks.input).setInputFiles(join(folder, file));
        const { state, rows } = await kilas.answerTo(file);
        const off = Math.max(...rows.map(([name, share]) => Math.abs(share - probabilities[name])));
        worst = Math.max(worst, off);
        if (rows[0][0] !== label) differences.push(`${file}: ${rows[0][0]}, Python says ${label}`);
        if (off > TOLERANCE) differences.push(`${file}: off by ${off}`);
        // So near the threshold, the tolerated difference may fall on either side of it.
        const isClear = Math.abs(confidence - threshold) > TOLERANCE;
        if (isClear && (state === 'rejected') !== rejected) differences.push(`${file}: ${state}`);
      }
      expect(differences).toEqual([]);
      test.info().annotations.push({ type: 'worst difference', description: String(worst) });
    });
  }
});
