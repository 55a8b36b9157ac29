// Fills the README's table of results from what each shipped model says of itself:
// `npm run results`. With --check it only compares.
import './setup/require_node.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceResults, resultsTable } from './results/table.mjs';
import { Failure, runScript } from './setup/failure.mjs';
import { ROOT } from './setup/run.mjs';

const README = join(ROOT, 'README.md');
const MODELS = join(ROOT, 'web', 'model');

await runScript(async () => {
  const { models } = readJson(join(MODELS, 'index.json'));
  const table = resultsTable(models.map((name) => readJson(join(MODELS, name, 'metadata.json'))));
  const readme = readFileSync(README, 'utf8');
  const filled = replaceResults(readme, table);
  if (filled === readme) return;
  if (process.argv.includes('--check')) {
    throw new Failure(
      'README.md and metadata.json tell different results: npm run results mends it.',
    );
  }
  writeFileSync(README, filled);
  console.log('The results in README.md are new.');
});

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(
      `${path} cannot be read (${error.message}): python -m training export makes it.`,
    );
  }
}
