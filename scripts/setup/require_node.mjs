// Each script imports this file first: it runs before any newer feature of Node is reached.
import { readFileSync } from 'node:fs';
import { nodeFailure } from './node_version.mjs';

const { engines } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);
const failure = nodeFailure(process.versions.node, engines.node);
if (failure) {
  console.error(failure);
  process.exit(1);
}
