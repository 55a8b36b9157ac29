import { expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../web/src/csv.js';

test.each([
  ['lines of any system', 'a,b\r\nc,d\ne,f\rg,h', ['a b', 'c d', 'e f', 'g h']],
  ['an end with or without a line break', 'a,b\n', ['a b']],
  ['empty lines', '\n\na,b\n\n,\n', ['a b']],
  ['empty cells', ',b\na,\n', [' b', 'a ']],
  ['quotes within a cell', 'a"b,c\n', ['a"b c']],
  ['nothing', '', []],
])('%s', (_, text, rows) => {
  expect(readCsv(text)).toEqual(rows.map((row) => row.split(' ')));
});

test('what is written is read again', () => {
  const rows = [
    ['a, b.png', 'say "cat"'],
    ['two\nlines', 'kucing 猫'],
  ];
  expect(readCsv(writeCsv(rows))).toEqual(rows);
});
