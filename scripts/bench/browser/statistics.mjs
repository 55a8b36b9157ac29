/**
 * @param {number[]} values at least one
 * @param {number} share 0.5 is the median
 * @returns {number}
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/**
 * @param {number[]} values at least one
 * @returns {{median: number, min: number, max: number}}
 */
export const spread = (values) => ({
  median: quantile(values, 0.5),
  min: Math.min(...values),
  max: Math.max(...values),
});

/**
 * Ours divided by the best of the others, round by round: both met the same machine in a round.
 *
 * @param {string} name of the ratio
 * @param {number[]} ours a figure a round, the smaller the better
 * @param {number[][]} others the same of each peer; none gives no ratio
 * @returns {{ratios?: Record<string, number>, ratio_spread?: object}} 0.5 is half of the best peer
 */
export function compare(name, ours, others) {
  if (others.length === 0) return {};
  const best = (round) => Math.min(...others.map((peer) => peer[round]));
  const byRound = spread(ours.map((value, round) => value / best(round)));
  return { ratios: { [name]: byRound.median }, ratio_spread: byRound };
}
