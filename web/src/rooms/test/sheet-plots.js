import { sum } from '../../models/mistakes.js';

// In pixels of the sheet.
const LABELS = 190; // the room for what stands at the left
const LABELS_AT_MOST = 320;
const LABEL_SIZE = 22;
const LABEL_GAP = 16;
const CELL_HEIGHT = 48;
const HEAD = 50;
const SIDE = 420;
const LARGEST_DOT = 16;
const SMALL = { size: 20, colour: 'ink-soft' };

/**
 * @param {object} language from `createLanguage`
 * @param {string[]} labels of the classes
 * @param {number[][]} confusion
 * @param {{width: number, pen: object}} place `width` of the section
 * @returns {{height: number, draw: Function}} a section of a sheet
 */
export function confusionSection(language, labels, confusion, { width, pen }) {
  const { size, length } = fitLabels(labels, pen);
  const before = Math.max(LABELS, length);
  const cell = (width - before) / labels.length;
  const height = HEAD + length + labels.length * CELL_HEIGHT;

  function draw({ context, left, top }) {
    pen.write(language.text('card.confusion'), left, top + 24, { size: 28, weight: 620 });
    const first = top + HEAD + length;
    for (const [i, label] of labels.entries()) {
      const middle = left + before + (i + 0.5) * cell;
      writeUpwards(label, middle + 7, first - 10);
      pen.write(label, left, first + i * CELL_HEIGHT + 32, { size });
    }
    for (const [y, row] of confusion.entries()) {
      const total = Math.max(sum(row), 1);
      for (const [x, pictures] of row.entries()) {
        const place = [left + before + x * cell, first + y * CELL_HEIGHT];
        drawCell(...place, pictures, pictures / total);
      }
    }

    function writeUpwards(text, x, y) {
      context.save();
      context.translate(x, y);
      context.rotate(-Math.PI / 2);
      pen.write(text, 0, 0, { size });
      context.restore();
    }

    function drawCell(x, y, pictures, share) {
      context.globalAlpha = 0.4 * share; // as in measures.css
      pen.fill(x, y, cell, CELL_HEIGHT, 'accent');
      context.globalAlpha = 1;
      context.strokeStyle = pen.colours.line;
      context.strokeRect(x, y, cell, CELL_HEIGHT);
      const number = language.number(pictures);
      const how = { size: 20, align: 'center', room: cell - 6 };
      pen.write(number, x + cell / 2, y + 31, { ...how, colour: pictures ? 'ink' : 'ink-soft' });
    }
  }

  return { height, draw };
}

/** All labels in one size, in which the longest has room. */
function fitLabels(labels, pen) {
  const widest = Math.max(...labels.map((label) => pen.widthOf(label, LABEL_SIZE)));
  const shrunk = Math.min(1, (LABELS_AT_MOST - LABEL_GAP) / widest);
  return { size: LABEL_SIZE * shrunk, length: Math.ceil(widest * shrunk) + LABEL_GAP };
}

/**
 * @param {object} language from `createLanguage`
 * @param {{confidence: number, accuracy: number, pictures: number}[]} bins
 * @returns {{height: number, draw: Function}} a section of a sheet
 */
export function reliabilitySection(language, bins) {
  const height = HEAD + SIDE + 70;

  function draw({ context, pen, left, top }) {
    const x = (share) => left + LABELS + share * SIDE;
    const y = (share) => top + HEAD + (1 - share) * SIDE;
    pen.write(language.text('card.reliability'), left, top + 24, { size: 28, weight: 620 });
    for (const share of [0, 0.5, 1]) {
      line([x(0), y(share)], [x(1), y(share)], 'line');
      pen.write(language.figure(share), x(0) - 12, y(share) + 7, { ...SMALL, align: 'right' });
      pen.write(language.figure(share), x(share), y(0) + 30, { ...SMALL, align: 'center' });
    }
    context.setLineDash([8, 8]);
    line([x(0), y(0)], [x(1), y(1)], 'ink-soft');
    context.setLineDash([]);
    pen.write(language.text('card.said'), x(0.5), y(0) + 62, { ...SMALL, align: 'center' });
    pen.write(language.text('card.right'), left, y(0.5) + 7, { ...SMALL, room: LABELS - 70 });

    const most = Math.max(...bins.map(({ pictures }) => pictures));
    context.fillStyle = pen.colours.accent;
    for (const { confidence, accuracy, pictures } of bins) {
      const radius = Math.max(4, LARGEST_DOT * Math.sqrt(pictures / most));
      context.beginPath();
      context.arc(x(confidence), y(accuracy), radius, 0, 2 * Math.PI);
      context.fill();
    }

    function line(from, to, colour) {
      context.strokeStyle = pen.colours[colour];
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      context.stroke();
    }
  }

  return { height, draw };
}
