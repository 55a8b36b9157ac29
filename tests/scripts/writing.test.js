import { expect, test } from 'vitest';
import { packageOf } from '../../scripts/notices/package_of.mjs';
import { replaceResults, resultsTable } from '../../scripts/results/table.mjs';

const model = {
  title: { en: 'CIFAR-10' },
  metrics: {
    accuracy: 0.9412,
    expected_calibration_error: 0.0081,
    test_pictures: 10000,
    command: 'python -m training all',
    commit: '0123456789abcdef-dirty',
    seed: 42,
    hardware: '2 cores',
    date: '2026-11-21',
    unseen: { auroc: 0.9412, pictures: 4000 },
    photos: { accuracy: 46 / 54, interval: [0.734, 0.923], pictures: 54, auroc: 0.8814 },
  },
  files: [{ bytes: 100_000 }, { bytes: 3_900_000 }],
};

test("a model's figures become a row, with the way to them", () => {
  expect(resultsTable([model]).split('\n')[2]).toBe(
    '| CIFAR-10 | 94.12 % | 0.81 % | 10,000 | 0.941 | 85.2 % of 54 (73 to 92 %) | 0.881 | 4.0 MB ' +
      '| `python -m training all` | `0123456789abcdef-dirty` | 2 cores | 2026-11-21 | 42 |',
  );
});

test('what was not measured stays empty', () => {
  const { unseen, photos, ...metrics } = model.metrics;
  expect(resultsTable([{ ...model, metrics }]).split('\n')[2]).toContain('| 10,000 |  |  |  | 4.0');
});

test('a model without figures has no row', () => {
  expect(resultsTable([{ ...model, metrics: null }]).split('\n')).toHaveLength(2);
});

test('the table replaces what stood between the markers, and only that', () => {
  const readme = 'a\n<!-- results:start -->\nold\n<!-- results:end -->\nb\n';
  const filled = replaceResults(readme, 'new');
  expect(filled).toBe('a\n<!-- results:start -->\nnew\n<!-- results:end -->\nb\n');
  expect(replaceResults(filled, 'new')).toBe(filled);
});

test('a README without markers is told', () => {
  expect(() => replaceResults('a', 'new')).toThrow('results:start');
});

test.each([
  ['/a b/node_modules/long/src/long.js', '/a b/node_modules/long'],
  ['/a/node_modules/@x/y/z.webp?url', '/a/node_modules/@x/y'],
  ['\0/a/node_modules/@x/y/z.js?commonjs-proxy', '/a/node_modules/@x/y'],
  ['C:\\a\\node_modules\\@x\\y\\z.js', 'C:\\a\\node_modules\\@x\\y'],
  ['/a/web/src/main.js', null],
])('%s belongs to %s', (path, folder) => {
  expect(packageOf(path)).toBe(folder);
});
