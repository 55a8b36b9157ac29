import { expect, test } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { createLanguage } from '../../web/src/language.js';
import { countLine } from '../../web/src/results/counts.js';
import { SORTS, sorted } from '../../web/src/results/order.js';
import { toJson } from '../../web/src/results/record.js';
import { toCsv } from '../../web/src/results/table.js';
import { METADATA } from './fakes.js';

const english = createLanguage('en');
const [CAT, DOG] = METADATA.classes;

/** An item whose answer is `best`, with so much probability. */
function item(name, best, probability, { confidence = probability, rejected = false } = {}) {
  const other = best === CAT ? DOG : CAT;
  const predictions = [
    { ...best, probability },
    { ...other, probability: 1 - probability },
  ];
  const state = rejected ? 'rejected' : 'answered';
  return { name, state, answer: { predictions, confidence, rejected } };
}

const failed = (name) => ({ name, state: 'failed', fault: new Fault('picture-empty') });
const waiting = (name) => ({ name, state: 'waiting' });

const SOME = [
  waiting('10.png'),
  failed('2.png'),
  item('b.png', DOG, 0.75),
  item('a.png', CAT, 0.5, { rejected: true }),
  item('c.png', CAT, 0.875),
];

test.each([
  ['order', '10.png 2.png b.png a.png c.png'],
  ['name', '2.png 10.png a.png b.png c.png'],
  ['class', 'c.png b.png a.png 2.png 10.png'],
  ['confidence', 'c.png b.png a.png 2.png 10.png'],
])('sorted by %s, those without an answer last', (sort, names) => {
  expect(
    sorted(SOME, sort, english)
      .map(({ name }) => name)
      .join(' '),
  ).toBe(names);
});

test('classes are sorted as they are called here, each with the surest first', () => {
  const items = [item('1', CAT, 0.6), item('2', DOG, 0.7), item('3', CAT, 0.8)];
  const names = (code) => sorted(items, 'class', createLanguage(code)).map(({ name }) => name);
  expect(names('en')).toEqual(['3', '1', '2']); // cat, dog
  expect(names('id')).toEqual(['2', '3', '1']); // anjing, kucing
});

test('sorting leaves the first order as it was', () => {
  const before = [...SOME];
  for (const sort of SORTS) sorted(SOME, sort, english);
  expect(SOME).toEqual(before);
});

test('the count says the most frequent class first, doubts and failures last', () => {
  const items = [...SOME, item('d', DOG, 0.9)];
  const line = (code) => countLine(items, createLanguage(code)).replaceAll('\u00a0', ' ');
  expect(line('en')).toBe('2 × dog, 1 × cat, 1 × none of these, 1 × not readable');
  expect(line('id')).toContain('2 × anjing');
  expect(countLine([waiting('x')], english)).toBe('');
});

test('CSV has a row a picture and a column a class', () => {
  expect(toCsv(SOME)).toBe(
    [
      '\ufefffile,state,label,probability,confidence,cat,dog', // the mark is for Excel
      '10.png,waiting,,,,,',
      '2.png,failed,,,,,',
      'b.png,answered,dog,0.75,0.75,0.25,0.75',
      'a.png,rejected,cat,0.5,0.5,0.5,0.5',
      'c.png,answered,cat,0.875,0.875,0.875,0.125',
      '',
    ].join('\r\n'),
  );
});

test.each([
  ['a, b.png', '"a, b.png"'],
  ['a "b".png', '"a ""b"".png"'],
  ['a\nb.png', '"a\nb.png"'],
  ['kucing 猫.png', 'kucing 猫.png'],
  ['=1+1.png', "'=1+1.png"],
  ['+1.png', "'+1.png"],
  ['-1.png', "'-1.png"],
  ['@SUM(A1).png', "'@SUM(A1).png"],
  [' =1.png', "' =1.png"],
  ['\t=1.png', "'\t=1.png"],
  ['＝1.png', "'＝1.png"],
  ['\r=1.png', '"\'\r=1.png"'],
  ['=HYPERLINK("http://x","y").png', '"\'=HYPERLINK(""http://x"",""y"").png"'],
])('a file called %j is only a name in CSV', (name, cell) => {
  expect(toCsv([waiting(name)]).split('confidence\r\n')[1]).toBe(`${cell},waiting,,,\r\n`);
});

test('a class called like a formula is only a name in CSV, too', () => {
  const csv = toCsv([item('a.png', { ...CAT, name: '=cat' }, 0.5)]);
  expect(csv).toContain("confidence,'=cat,");
  expect(csv).toContain("a.png,answered,'=cat,");
});

test('JSON says what predict --json says, and leaves out what still waits', () => {
  expect(JSON.parse(toJson(SOME, english))).toEqual([
    { file: '2.png', error: 'This file is empty (0 bytes). Choose another one.' },
    expect.objectContaining({ file: 'b.png', label: 'dog', rejected: false }),
    {
      file: 'a.png',
      label: 'cat',
      probability: 0.5,
      confidence: 0.5,
      rejected: true,
      predictions: [
        { label: 'cat', probability: 0.5 },
        { label: 'dog', probability: 0.5 },
      ],
    },
    expect.objectContaining({ file: 'c.png', probability: 0.875, confidence: 0.875 }),
  ]);
  expect(JSON.parse(toJson([waiting('x')], english))).toEqual([]);
});
