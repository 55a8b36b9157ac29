import { sum } from '../../models/mistakes.js';

const BINS = 15; // as in training/measures.py

/**
 * How sure the answers are and how often they are right, by bins of the highest probability.
 *
 * @param {import('./measures.js').Answer[]} answers of pictures of the classes
 * @returns {{confidence: number, accuracy: number, pictures: number}[]} bins of equal width from
 *   low to high, empty ones left out
 */
export function reliability(answers) {
  const bins = Array.from({ length: BINS }, () => []);
  for (const answer of answers) bins[binOf(answer.probability)].push(answer);
  return bins
    .filter((bin) => bin.length > 0)
    .map((bin) => ({
      confidence: sum(bin.map(({ probability }) => probability)) / bin.length,
      accuracy: bin.filter(({ truth, answer }) => truth === answer).length / bin.length,
      pictures: bin.length,
    }));
}

/** Rounded as Python does, which multiplies in 32 bits: it matters at the edges of the bins. */
const binOf = (probability) => Math.min(Math.floor(Math.fround(probability * BINS)), BINS - 1);

/**
 * Mean gap between confidence and accuracy; 0 is perfect.
 * Guo et al., https://arxiv.org/abs/1706.04599.
 *
 * @param {object[]} bins from `reliability`, at least one
 */
export function expectedCalibrationError(bins) {
  const gaps = bins.map((row) => Math.abs(row.confidence - row.accuracy) * row.pictures);
  return sum(gaps) / sum(bins.map(({ pictures }) => pictures));
}
