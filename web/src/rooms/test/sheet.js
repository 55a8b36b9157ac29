import { createPen } from '../../views/pen.js';
import { figuresOf } from './figures.js';
import { confusionSection, reliabilitySection } from './sheet-plots.js';

// In pixels of the sheet.
const WIDTH = 1080;
const MARGIN = 60;
const INNER = WIDTH - 2 * MARGIN;
const GAP = 56;
const LINE = 52;
const CLASSES_AT_MOST = 20; // beyond that the numbers could not be read

/**
 * The outcome of a test on one sheet.
 *
 * @param {object} sheet
 * @param {object} sheet.language from `createLanguage`
 * @param {object[]} sheet.classes of the model
 * @param {object} sheet.metrics from `measure`
 * @param {string} sheet.title
 * @returns {Promise<Blob>} a PNG in the language and the theme of the page
 */
export async function drawSheet({ language, classes, metrics, title }) {
  const canvas = new OffscreenCanvas(WIDTH, 1);
  const context = canvas.getContext('2d');
  const pen = createPen(context, INNER);
  const sections = [
    titleSection(title),
    figuresSection(figuresOf(language, metrics)),
    ...(metrics.confusion ? plots(language, classes, metrics, pen) : []),
    noteSection(language),
  ];
  const height = sections.reduce((sum, section) => sum + section.height + GAP, 2 * MARGIN - GAP);
  canvas.height = height;
  pen.fill(0, 0, WIDTH, height, 'paper');
  let top = MARGIN;
  for (const section of sections) {
    section.draw({ context, pen, left: MARGIN, top });
    top += section.height + GAP;
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

function plots(language, classes, { confusion, reliability }, pen) {
  const labels = classes.map((entry) => language.label(entry.labels));
  const isSmall = labels.length <= CLASSES_AT_MOST;
  return [
    ...(isSmall ? [confusionSection(language, labels, confusion, { width: INNER, pen })] : []),
    reliabilitySection(language, reliability),
  ];
}

const titleSection = (title) => ({
  height: 50,
  draw: ({ pen, left, top }) => pen.write(title, left, top + 44, { size: 48, weight: 680 }),
});

/** The first one with what it means: an interval says more than the share itself. */
const figuresSection = ([first, ...others]) => ({
  height: (others.length + 2) * LINE,
  draw({ pen, left, top }) {
    const hint = { size: 26, colour: 'ink-soft', room: INNER - 180 };
    writeFigure(first, top + 36);
    pen.write(first.hint, left + 180, top + LINE + 22, hint);
    for (const [i, figure] of others.entries()) writeFigure(figure, top + (i + 2) * LINE + 36);

    function writeFigure({ title, value }, line) {
      pen.write(value, left + 150, line, { size: 36, weight: 640, align: 'right' });
      pen.write(title, left + 180, line, { size: 32, room: INNER - 180 });
    }
  },
});

const noteSection = (language) => ({
  height: 30,
  draw({ pen, left, top }) {
    pen.write('Kilas', left, top + 28, { size: 32, weight: 680 });
    const note = language.text('takeaway.note');
    pen.write(note, left + INNER, top + 28, { size: 24, colour: 'ink-soft', align: 'right' });
  },
});
