import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createLanguage, learn } from '../../../web/src/language.js';
import { factsOf, sentenceOf, sourcesOf, titleOf } from '../../../web/src/rooms/inside/words.js';

const file = new URL('../../../web/locales/inside/en.json', import.meta.url);
learn({ './en.json': JSON.parse(readFileSync(file, 'utf8')) });
const language = createLanguage('en');
const layer = { operation: 'Softmax', fused: [], roles: [], shape: [10], sources: [0] };

test('an activation in the same operation is named and told', () => {
  const fused = { ...layer, kind: 'convolution', operation: '_FusedConv2D', fused: ['Relu'] };
  expect(titleOf(language, fused)).toBe('Convolution + ReLU');
  expect(sentenceOf(language, { ...fused, shape: [30, 30, 24] })).toMatch(/^24 kernels .*ReLU:/);
});

test('a curve that is cut off above is told so, alone and in another operation', () => {
  const alone = { ...layer, kind: 'activation', operation: 'Relu6' };
  expect(sentenceOf(language, alone)).toMatch(/^ReLU6: .* above 6 becomes 6/);
  const fused = { ...layer, kind: 'depthwise', operation: 'X', fused: ['Relu6'] };
  expect(sentenceOf(language, fused)).toMatch(/ReLU6: .* above 6 becomes 6/);
});

test('bars are spoken of only where there are some', () => {
  const softmax = { ...layer, kind: 'softmax' };
  expect(sentenceOf(language, softmax)).not.toContain('bar');
  expect(sentenceOf(language, { ...softmax, roles: ['probabilities'] })).toContain('longest bar');
});

test('what is unknown is called as TensorFlow calls it', () => {
  const odd = { ...layer, kind: 'other', operation: 'Erf' };
  expect(titleOf(language, odd)).toBe('Erf');
  expect(sentenceOf(language, odd)).toContain('Erf');
});

test('shape and cost stand in a line, and no cost where there is none', () => {
  const costs = { shape: [30, 30, 24], weights: 312, multiplyAdds: 259_200 };
  expect(factsOf(language, costs)).toBe(
    '30 × 30 × 24 numbers · 312 weights · 259,200 multiply-adds',
  );
  expect(factsOf(language, { shape: [], weights: 0, multiplyAdds: 0 })).toBe('1 number');
  expect(factsOf(language, { shape: [10], weights: 0, multiplyAdds: 0 })).toBe('10 numbers');
});

test('steps are told only where it is not the one before', () => {
  expect(sourcesOf(language, { sources: [3] }, 4)).toBe('');
  expect(sourcesOf(language, { sources: [] }, 0)).toBe('');
  expect(sourcesOf(language, { sources: [1] }, 4)).toContain('step 2.');
  expect(sourcesOf(language, { sources: [6, 3] }, 7)).toContain('steps 4 and 7.');
});

test.each(
  [
    'input convolution depthwise dense maxPool averagePool mean maximum add multiply subtract arithmetic',
    'normalise softmax softMaximum reshape pad concat slice resize',
  ].flatMap((kinds) => kinds.split(' ')),
)('%s has a name and a sentence', (kind) => {
  const known = { ...layer, kind, operation: 'X' };
  expect(titleOf(language, known)).not.toBe('');
  expect(sentenceOf(language, known)).not.toContain('{');
});
