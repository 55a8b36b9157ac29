// The lines in which pytest, vitest and Playwright sum up, each in its own way:
//   === 1 failed, 12 passed, 2 warnings in 3.21s ===    or, with -q, without the ===
//         Tests  1 failed | 12 passed (13)
//     12 passed (3.2s)    with `1 failed` and the like on lines of their own
const SUMMARIES = [
  /^=*\s*((?:\d+ \w+(?:, )?)+) in [\d.:ms ()]+\s*=*$/gm,
  /^\s*Tests\s+(.+)$/gm,
  /^\s+(\d+ (?:passed|failed|skipped|flaky|did not run|interrupted))(?: \([\d.]+\w+\))?$/gm,
];

/**
 * Reads out of a test runner's output how its tests ended.
 *
 * @param {string} output without colours
 * @returns {{passed: number, failed: number, skipped: number}} zeros when nothing was summed up
 */
export function countTests(output) {
  const summaries = SUMMARIES.map((pattern) =>
    [...output.matchAll(pattern)].map((match) => match[1]),
  );
  const [pytest, vitest, playwright] = summaries;
  const summary = pytest.at(-1) ?? vitest.at(-1) ?? playwright.join(', ');
  const count = (...words) =>
    [...summary.matchAll(/(\d+) ([a-z ]*[a-z])/g)]
      .filter(([, , word]) => words.includes(word))
      .reduce((sum, [, number]) => sum + Number(number), 0);
  return {
    passed: count('passed', 'flaky'),
    failed: count('failed', 'error', 'errors', 'interrupted'),
    skipped: count('skipped', 'todo', 'did not run'),
  };
}
