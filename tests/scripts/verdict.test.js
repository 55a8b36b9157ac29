import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepResult, readResults } from '../../scripts/verify/record.mjs';
import { report, verdict } from '../../scripts/verify/report.mjs';

const compared = { pictures: 4, unread: 0, sameClass: 4, largest: 1e-6, mean: 1e-7 };
const backend = (name) => ({
  backend: name,
  browser: '1',
  ...compared,
  pageRight: 4,
  pythonRight: 4,
});
const sample = (frames) => ({ frames, tensors: 9, wasm: 2e6, listeners: 7, heap: 3e6 });
const scores = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const where = { date: '2026-11-21', commit: '0123456789', machine: '2 × a processor' };

/** What the parts find when all is well. */
function whole() {
  return {
    parity: {
      ...where,
      holds: true,
      backends: ['wasm', 'webgl', 'cpu'].map(backend),
      decoders: [],
    },
    browsers: {
      ...where,
      engines: [
        { name: 'Firefox', version: '153', steps: ['load', 'example', 'file'], parity: compared },
        { name: 'WebKit', leftOut: 'no driver' },
      ],
    },
    soak: { ...where, browser: '1', seconds: 9, samples: [sample(100), sample(10_000)] },
    lighthouse: {
      ...where,
      version: '12',
      browser: '1',
      scores,
      metrics: METRICS,
      runs: [scores],
      complaints: [],
    },
  };
}

const METRICS = {
  'first-contentful-paint': 900,
  'largest-contentful-paint': 900,
  'total-blocking-time': 0,
  'cumulative-layout-shift': 0,
  'speed-index': 900,
};

test('all is proved when every part holds; an engine that is left out is named', () => {
  expect(verdict(whole())).toMatchObject({ proved: true });
  expect(report(whole())).toContain('| WebKit | left out: no driver |');
});

test.each([
  ['a part that was never run', { soak: null }, 'Camera frames: not run.'],
  [
    'a part that broke off',
    { lighthouse: { ...where, brokeOff: 'No network.' } },
    'Lighthouse: broke off.',
  ],
  [
    'data that is missing, though no test failed',
    { parity: { ...where, holds: true, backends: [backend('wasm')], decoders: [] } },
    'no CIFAR-10 pictures were compared on WebGL, CPU.',
  ],
  [
    'a test that failed',
    { parity: { ...whole().parity, holds: false } },
    'The page and Python: a requirement does not hold.',
  ],
  [
    'an engine with other answers',
    {
      browsers: {
        ...where,
        engines: [
          { name: 'WebKit', version: '2', steps: [], parity: { ...compared, sameClass: 3 } },
        ],
      },
    },
    'WebKit does not answer as Python does.',
  ],
  [
    'an engine that does not get there',
    {
      browsers: {
        ...where,
        engines: [{ name: 'Firefox', failed: "the step 'load' was not reached." }],
      },
    },
    "Firefox: the step 'load' was not reached.",
  ],
  [
    'tensors that are left behind',
    { soak: { ...whole().soak, samples: [sample(100), { ...sample(10_000), tensors: 10 }] } },
    'Camera frames: tensors did not stay the same.',
  ],
  [
    'too few frames',
    { soak: { ...whole().soak, samples: [sample(100), sample(500)] } },
    '500 frames instead of 10000.',
  ],
  [
    'a low score',
    { lighthouse: { ...whole().lighthouse, scores: { ...scores, performance: 97 } } },
    'Lighthouse: performance is 97, below 98.',
  ],
])('%s proves nothing, and is said', (_, change, sentence) => {
  const results = { ...whole(), ...change };
  expect(verdict(results).proved).toBe(false);
  expect(report(results)).toContain(sentence);
});

test('one part is renewed with its own date, the others stay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kilas-verdict-'));
  try {
    keepResult(folder, 'soak', whole().soak);
    keepResult(folder, 'lighthouse', { ...whole().lighthouse, date: '2026-11-22' });
    const results = readResults(folder, ['soak', 'browsers', 'lighthouse']);
    expect(results.browsers).toBeNull();
    const text = report(results);
    expect(text).toContain('*2026-11-21, commit `0123456789`, 2 × a processor*');
    expect(text).toContain('*2026-11-22, commit');
    expect(text).toContain('Not run: `npm run verify -- --only browsers`.');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
