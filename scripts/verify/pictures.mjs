import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { ROOT } from '../setup/run.mjs';
import { predict, testPictures } from './reference.mjs';

const AT_MOST = 200;
const MODELS = join(ROOT, 'web', 'model');

/**
 * Pictures that Python answers: those that the model brings along, and where the comparison of
 * page and Python was run before, test pictures of CIFAR-10, too. Its answers are not taken from
 * there: they may be another model's.
 *
 * @param {string} folder of the results
 * @returns {Promise<{file: string, label: string,
 *   predictions: {label: string, probability: number}[]}[]>} as from `predict --json`, the files
 *   on disk
 */
export async function answeredPictures(folder) {
  const files = testPictures(folder).slice(0, AT_MOST);
  const lines = files.length > 0 ? (await predict(files)).trim().split('\n') : [];
  return [...ownPictures(join(folder, 'own')), ...lines.map((line) => JSON.parse(line))];
}

function ownPictures(folder) {
  const { default: name } = JSON.parse(readFileSync(join(MODELS, 'index.json'), 'utf8'));
  const metadata = JSON.parse(readFileSync(join(MODELS, name, 'metadata.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  return metadata.self_check.pictures.map(({ pixels, probabilities }, index) => {
    const file = join(folder, `own-${index}.png`);
    writeFileSync(file, png(Buffer.from(pixels, 'base64'), metadata.input.size));
    const predictions = metadata.classes
      .map((entry, i) => ({ label: entry.name, probability: probabilities[i] }))
      .sort((a, b) => b.probability - a.probability);
    return { file, label: predictions[0].label, predictions };
  });
}

/** @param {Buffer} rgb row by row @param {number} side in pixels */
function png(rgb, side) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8); // bits a channel, RGB
  const width = side * 3;
  const rows = Array.from({ length: side }, (_, y) =>
    Buffer.concat([Buffer.alloc(1), rgb.subarray(y * width, (y + 1) * width)]),
  );
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const content = deflateSync(Buffer.concat(rows));
  return Buffer.concat([
    signature,
    ...[
      ['IHDR', header],
      ['IDAT', content],
      ['IEND', Buffer.alloc(0)],
    ].map(chunk),
  ]);
}

function chunk([type, content]) {
  const body = Buffer.concat([Buffer.from(type), content]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(content.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
