import { expect, test } from 'vitest';
import { createLanguage, LANGUAGES } from '../../web/src/language.js';

const OPTIONS = [
  undefined,
  { style: 'percent' },
  { style: 'percent', maximumFractionDigits: 1 },
  { maximumFractionDigits: 1 },
  { maximumFractionDigits: 3, useGrouping: false },
  { minimumFractionDigits: 1, maximumFractionDigits: 1 },
];

const VALUES = [0, 1, 0.05, 0.5, 0.945, 0.9995, 1.005, 2.5, 12.345, 999.9996, 1000, -3.25, -4096];
for (let i = 1; i < 400; i++) VALUES.push((i * 7919) % 104729, Math.sin(i) * 10 ** (i % 7));

test.each(Object.keys(LANGUAGES))('numbers in %s are written as Intl writes them', (code) => {
  const language = createLanguage(code);
  for (const options of OPTIONS) {
    const { format } = new Intl.NumberFormat(code, options);
    for (const value of VALUES) {
      const expected = format(value).replace(/^-(?=[0.,%]*$)/, ''); // it has a nought below nought
      expect(language.number(value, options), `${value}, ${JSON.stringify(options)}`).toBe(
        expected,
      );
    }
  }
});

test('what is next to nothing is nothing', () => {
  expect([1e-7, -1e-7, -0].map((value) => createLanguage('en').number(value))).toEqual(
    Array(3).fill('0'),
  );
});
