import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { Fault } from '../../web/src/fault.js';
import { chooseLanguage, createLanguage, LANGUAGES } from '../../web/src/language.js';

const web = new URL('../../web/', import.meta.url);
const html = readFileSync(new URL('index.html', web), 'utf8');
const sources = readdirSync(new URL('src/', web), { recursive: true })
  .filter((path) => path.endsWith('.js'))
  .map((path) => readFileSync(new URL(`src/${path}`, web), 'utf8'))
  .join('\n');

/** What the page has from the start, and what each room brings: texts by language code. */
const folders = [
  '',
  ...readdirSync(new URL('locales/', web), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name}/`),
].map((folder) => [
  folder,
  Object.fromEntries(
    Object.keys(LANGUAGES).map((code) => [
      code,
      JSON.parse(readFileSync(new URL(`locales/${folder}${code}.json`, web), 'utf8')),
    ]),
  ),
]);
const texts = Object.assign({}, ...folders.map(([, { en }]) => en));

const gaps = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap).sort();

test('English and Indonesian are there', () => {
  expect(Object.keys(LANGUAGES)).toEqual(expect.arrayContaining(['en', 'id']));
});

test.each(folders)('locales/%s: every language says everything that English says', (_, all) => {
  for (const own of Object.values(all)) {
    expect(Object.keys(own).sort()).toEqual(Object.keys(all.en).sort());
    for (const [key, text] of Object.entries(own)) {
      expect(text.trim(), key).not.toBe('');
      expect(new Set(gaps(text)), key).toEqual(new Set(gaps(all.en[key])));
    }
  }
});

test('no room says again, and otherwise, what is said already', () => {
  const keys = folders.flatMap(([, { en }]) => Object.keys(en));
  expect(new Set(keys).size).toBe(keys.length);
});

test('every text that the page asks for exists', () => {
  const inPage = [...html.matchAll(/data-(?:text|label)="([^"]+)"/g)].map(([, key]) => key);
  const inCode = [...sources.matchAll(/language\.text\('([\w.]+)'/g)].map(([, key]) => key);
  expect(inPage.length).toBeGreaterThan(10);
  for (const key of [...inPage, ...inCode]) expect(texts).toHaveProperty([key]);
});

test('every fault has its sentence', () => {
  const codes = [
    ...sources.matchAll(
      /(?<!byId\(|className: )'((?:picture|camera|model|drop|paste|example|backend|worker)-[a-z-]+)'/g,
    ),
  ];
  expect(codes.length).toBeGreaterThan(15);
  codes.push(...sources.matchAll(/new Fault\(\s*'([\w-]+)'/g));
  codes.push(...sources.matchAll(/Fault\.from\(\w+, '([\w-]+)'/g));
  for (const [, code] of codes) expect(texts).toHaveProperty([`fault.${code}`]);
});

test('the first wish that can be met is met', () => {
  expect(chooseLanguage([null, 'id-ID', 'en'])).toBe('id');
  expect(chooseLanguage(['xx', undefined, 'EN-gb'])).toBe('en');
  expect(chooseLanguage(['toString', 'fr'])).toBe('en');
  expect(chooseLanguage([])).toBe('en');
});

test('gaps are filled, numbers in the manner of the language', () => {
  const fault = new Fault('picture-too-large', { megapixels: 1234, limit: 200 });
  expect(createLanguage('en').sentence(fault)).toContain('1,234 megapixels; 200');
  expect(createLanguage('id').sentence(fault)).toContain('1.234 megapiksel; paling besar 200');
});

test('nearly certain is not certain', () => {
  const { percent } = createLanguage('en');
  expect([1, 0.999, 0.93, 0.004, 0].map(percent)).toEqual(['100%', '>99%', '93%', '<1%', '0%']);
});

test('a change of language reaches those who follow; a missing label falls back', () => {
  const language = createLanguage('en');
  const heard = vi.fn();
  language.follow(() => heard(language.label({ en: 'cat', id: 'kucing' })));
  language.change('id');
  expect(heard.mock.calls).toEqual([['cat'], ['kucing']]);
  expect(language.label({ en: 'dog' })).toBe('dog');
});

test('a reason inside a sentence is said in the same language', () => {
  const reason = { code: 'length', values: { bytes: 5, expected: 4194304 } };
  const fault = new Fault('model-refused', { file: 'a.bin', reason });
  expect(createLanguage('en').sentence(fault)).toContain('a.bin is not as it should be (5 bytes');
  expect(createLanguage('id').sentence(fault)).toContain('(5 bita, seharusnya 4.194.304)');
});

test('small counts are words', () => {
  expect(createLanguage('en').count(10)).toBe('ten');
  expect(createLanguage('id').count(12)).toBe('dua belas');
  expect(createLanguage('en').count(1000)).toBe('1,000');
});

test('a label that is written from right to left keeps to itself', () => {
  const { label } = createLanguage('en');
  expect(label({ en: 'cat' })).toBe('cat');
  expect(label({ en: 'قطة' })).toBe('\u2068قطة\u2069');
  expect(label({ en: 'cat\u202etac' })).toBe('\u2068cat\u202etac\u2069');
});
