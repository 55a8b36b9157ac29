import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

describe.each(['package-lock.json', 'tests/verify/tools/package-lock.json'])('%s', (path) => {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const { packages } = JSON.parse(text);

  test('names no registry, so that a mirror serves as well', () => {
    expect(text).not.toContain('"resolved": "http');
  });

  // npm leaves out optional packages that its registry lacks, and `npm ci` then refuses to run
  // wherever the registry has them.
  test('lists the programs for every system', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
