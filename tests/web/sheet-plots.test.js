import { expect, test, vi } from 'vitest';
import { confusionSection } from '../../web/src/rooms/test/sheet-plots.js';

const WIDTH = 960;
const language = { text: (key) => key, number: String };

/** Draws a table of these classes and tells what was written how. */
function draw(labels) {
  const pen = {
    colours: {},
    widthOf: (text, size) => text.length * size * 0.55,
    write: vi.fn(),
    fill: vi.fn(),
  };
  const context = { save() {}, restore() {}, translate() {}, rotate() {}, strokeRect() {} };
  const confusion = labels.map((_, i) => labels.map((_, j) => Number(i === j)));
  const section = confusionSection(language, labels, confusion, { width: WIDTH, pen });
  section.draw({ context, left: 0, top: 0 });
  const written = pen.write.mock.calls.filter(([text]) => labels.includes(text));
  return { written, cells: pen.fill.mock.calls };
}

test.each([
  ['short', ['cat', 'dog']],
  ['long', ['fish', 'invertebrates other than insects', 'large man-made outdoor things']],
])('%s names are all written in one size that can be read, beside the cells', (_, labels) => {
  const { written, cells } = draw(labels);
  const sizes = new Set(written.map(([, , , { size }]) => size));
  expect(sizes.size).toBe(1);
  const [size] = sizes;
  expect(size).toBeGreaterThanOrEqual(15);
  const widest = Math.max(...labels.map((label) => label.length * size * 0.55));
  const [left] = cells[0];
  expect(widest).toBeLessThan(left);
  const [x, , width] = cells.at(-1);
  expect(x + width).toBeCloseTo(WIDTH);
});
