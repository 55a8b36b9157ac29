import { createPen } from './pen.js';

// In pixels of the card, which is as wide as social networks show pictures.
const WIDTH = 1080;
const HEIGHT = 1540;
const MARGIN = 60;
const INNER = WIDTH - 2 * MARGIN;
const ROWS = 3; // beside the headline

/**
 * A picture and its answer on one card.
 *
 * @param {object} card
 * @param {object} card.language from `createLanguage`
 * @param {object} card.answer from the engine
 * @param {HTMLImageElement | HTMLVideoElement} card.picture that was answered
 * @returns {Promise<Blob>} a PNG in the language and the theme of the page
 */
export async function drawKeepsake({ language, answer, picture }) {
  await picture.decode?.(); // a video has none
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d');
  const pen = createPen(context, INNER);

  pen.fill(0, 0, WIDTH, HEIGHT, 'paper');
  drawPicture(context, picture, answer);
  drawAnswer(pen, language, answer);
  pen.write('Kilas', MARGIN, HEIGHT - 62, { size: 40, weight: 680 });
  pen.write(language.text('takeaway.note'), WIDTH - MARGIN, HEIGHT - 62, {
    size: 28,
    colour: 'ink-soft',
    align: 'right',
    room: INNER - 160,
  });
  return canvas.convertToBlob({ type: 'image/png' });
}

/** The part that the model was given, on white as the model had it. */
function drawPicture(context, picture, { square, width }) {
  // Browsers may give a photo another size than its pixels have.
  const scale = (picture.naturalWidth ?? picture.videoWidth) / width;
  context.save();
  context.beginPath();
  context.roundRect(MARGIN, MARGIN, INNER, INNER, 40);
  context.clip();
  context.fillStyle = '#fff';
  context.fillRect(MARGIN, MARGIN, INNER, INNER);
  context.imageSmoothingQuality = 'high';
  const part = [square.left, square.top, square.side, square.side];
  context.drawImage(picture, ...part.map((value) => value * scale), MARGIN, MARGIN, INNER, INNER);
  context.restore();
}

function drawAnswer(pen, language, { predictions, rejected }) {
  const [best] = predictions;
  const top = MARGIN + INNER;
  if (rejected) {
    const text = language.text('answer.rejected', {
      count: language.count(predictions.length),
    });
    pen.write(text, MARGIN, top + 120, { size: 68, weight: 620, colour: 'ink-soft' });
  } else {
    const share = { size: 68, weight: 680, colour: 'accent', align: 'right' };
    pen.write(language.label(best.labels), MARGIN, top + 112, { size: 92, weight: 680, room: 700 });
    pen.write(language.percent(best.probability), WIDTH - MARGIN, top + 112, share);
    pen.bar(MARGIN, top + 146, INNER, 24, best.probability, 'accent');
  }
  const others = predictions.slice(rejected ? 0 : 1).slice(0, ROWS);
  for (const [i, { labels, probability }] of others.entries()) {
    const line = top + 234 + i * 62;
    pen.write(language.label(labels), MARGIN, line, { size: 34, room: 250 });
    pen.bar(MARGIN + 280, line - 22, INNER - 420, 20, probability, 'bar');
    pen.write(language.percent(probability), WIDTH - MARGIN, line, {
      size: 34,
      colour: 'ink-soft',
      align: 'right',
    });
  }
}
