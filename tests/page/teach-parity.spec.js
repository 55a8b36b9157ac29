import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './kilas.js';
import { makePng } from './make-pictures.js';

const TOLERANCE = 1e-4;
const COLOURS = { brick: [190, 80, 60], leaf: [60, 160, 70], sky: [90, 150, 235] };

const root = fileURLToPath(new URL('../../', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv', 'bin', 'python');

/** Stripes of a colour, in another size, angle and width each time. */
function picture(seed, colour) {
  const [right, down, width] = [(seed % 5) - 2, (seed % 3) + 1, 4 + (seed % 7)];
  return makePng(20 + 7 * (seed % 9), 20 + 5 * (seed % 11), 'rgb', (x, y) => {
    const isStripe = Math.abs(right * x + down * y) % (2 * width) < width;
    return colour.map((value) => (isStripe ? value : value - 50));
  });
}

function write(folder, count, firstSeed) {
  return Object.entries(COLOURS).flatMap(([name, colour]) => {
    mkdirSync(join(folder, name), { recursive: true });
    return Array.from({ length: count }, (_, i) => {
      const path = join(folder, name, `${i}.png`);
      writeFileSync(path, picture(firstSeed + i, colour));
      return path;
    });
  });
}

test('Python answers as the page does, by the file that it saved', async ({
  kilas,
  page,
}, testInfo) => {
  // The pipeline does not run on Windows; elsewhere a missing Python is an error.
  test.skip(process.platform === 'win32' && !existsSync(python), 'needs the pipeline');
  test.slow();
  await kilas.open('?backend=wasm&room=teach');
  const folder = testInfo.outputPath('taught');
  write(folder, 8, 0);
  await page.getByTestId('teach-folder-input').setInputFiles(folder);
  await expect(page.getByTestId('teach-quality')).toContainText('of 24 right');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const saved = testInfo.outputPath('kilas-classes.json');
  await (await downloading).saveAs(saved);

  const files = write(testInfo.outputPath('new'), 5, 40);
  const command = ['-m', 'training', 'predict', '--json', '--model', saved, ...files];
  const lines = execFileSync(python, command, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const answer = page.getByTestId('teach-answer');
  for (const [i, line] of lines.entries()) {
    const said = JSON.parse(line);
    await page.getByTestId('teach-try-input').setInputFiles(files[i]);
    await expect(answer).toHaveAttribute('data-state', said.rejected ? 'rejected' : 'answered');
    const rows = await answer
      .locator('.prediction')
      .evaluateAll((all) => all.map(({ dataset }) => [dataset.class, Number(dataset.probability)]));
    expect(rows[0][0]).toBe(said.label);
    for (const [n, { label, probability }] of said.predictions.entries()) {
      expect(rows[n][0]).toBe(label);
      expect(Math.abs(rows[n][1] - probability), files[i]).toBeLessThan(TOLERANCE);
    }
  }
});
