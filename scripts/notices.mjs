// Copies what the last build says of the packages in it to THIRD_PARTY_NOTICES.txt, where readers
// of the repository look for it: `npm run notices`. With --check it only compares.
import './setup/require_node.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, runScript } from './setup/failure.mjs';
import { ROOT } from './setup/run.mjs';

const BUILT = join(ROOT, 'dist', 'notices.txt');
const COMMITTED = join(ROOT, 'THIRD_PARTY_NOTICES.txt');

await runScript(async () => {
  const built = read(BUILT);
  if (built === null) throw new Failure('dist/notices.txt is missing: npm run build makes it.');
  if (built === read(COMMITTED)) return;
  if (process.argv.includes('--check')) {
    throw new Failure(
      'THIRD_PARTY_NOTICES.txt does not tell what is in the built page: npm run notices mends it.',
    );
  }
  writeFileSync(COMMITTED, built);
  console.log('THIRD_PARTY_NOTICES.txt is new.');
});

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
