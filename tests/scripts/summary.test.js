import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { countTests } from '../../scripts/setup/count_tests.mjs';
import { outcome, runSteps, summary } from '../../scripts/setup/run_steps.mjs';

test.each([
  ['pytest', '===== 1 failed, 12 passed, 2 skipped, 3 warnings in 3.21s =====', 12, 1, 2],
  ['pytest -q', '..F\n1 failed, 12 passed in 63.21s (0:01:03)\n', 12, 1, 0],
  ['pytest that cannot import a test', '=== 2 errors in 0.12s ===', 0, 2, 0],
  ['vitest', ' Test Files  1 passed (1)\n      Tests  1 failed | 12 passed (13)\n', 12, 1, 0],
  ['vitest with a skipped one', '      Tests  4 passed | 1 skipped (5)', 4, 0, 1],
  [
    'Playwright',
    '  ok 1 …\n\n  2 failed\n    [page] › a.spec.js\n  1 skipped\n  9 passed (12.3s)\n',
    9,
    2,
    1,
  ],
  ['Playwright with a flaky test', '  1 flaky\n    a.spec.js\n  9 passed (1.1m)\n', 10, 0, 0],
  ['silence', '', 0, 0, 0],
])('%s is counted', (_, output, passed, failed, skipped) => {
  expect(countTests(output)).toEqual({ passed, failed, skipped });
});

test('a step without tests counts as one', () => {
  expect(outcome(0, '')).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(outcome(1, '')).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a step that fails although its tests passed is a failure', () => {
  expect(outcome(1, '3 passed in 1.0s').failed).toBe(1);
});

test('the last line has the sums', () => {
  const results = [
    { name: 'biome', seconds: 0.5, passed: 1, failed: 0, skipped: 0 },
    { name: 'pytest', seconds: 61.25, passed: 20, failed: 2, skipped: 1 },
  ];
  const lines = summary(results).split('\n');
  expect(lines[0]).toBe('✓ biome     0.5 s  1 passed, 0 failed');
  expect(lines[1]).toBe('✗ pytest   61.3 s  20 passed, 2 failed, 1 skipped');
  expect(lines.at(-1)).toBe('21 passed, 2 failed, 1 skipped');
});

test('rows run side by side, each in its order, and one that fails stops none', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const folder = mkdtempSync(join(tmpdir(), 'kilas-steps-'));
  onTestFinished(() => {
    log.mockRestore();
    rmSync(folder, { recursive: true });
  });
  const file = JSON.stringify(join(folder, 'there'));
  const step = (name, code) => ({ name, program: process.execPath, args: ['-e', code] });
  const waits = step(
    'waits',
    `const id = setInterval(() => require('node:fs').existsSync(${file}) && clearInterval(id), 20)`,
  );
  const writes = step('writes', `require('node:fs').writeFileSync(${file}, '')`);
  const fails = step('fails', 'console.log("so it ended"); process.exit(3)');
  expect(await runSteps([[[waits], [fails, writes]], step('last', '')])).toBe(1);
  expect(existsSync(join(folder, 'there'))).toBe(true);
  const printed = log.mock.calls.flat().join('\n');
  expect(printed).toContain('so it ended');
  expect(printed.trim().split('\n').slice(-6)).toEqual([
    ...[/^✓ waits/, /^✗ fails/, /^✓ writes/, /^✓ last/].map((row) => expect.stringMatching(row)),
    '',
    '3 passed, 1 failed',
  ]);
});
