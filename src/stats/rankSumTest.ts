import { midRanks } from './ranking/midRanks.ts';

/**
 * The exact rank sum test: how likely chance alone puts the later values as high among all as they stand, or higher.
 *
 * Every way to choose which of the values are the later ones is counted, so ties need no correction and the test never says "by
 * chance at most p" more often than p when both come from one distribution.
 *
 * Shape: a and b values to a probability; meant for up to some dozens of values.
 * Degenerate: missing values are left out; no values on one side: NaN; equal values: 1.
 * @source Wilcoxon (1945), Individual comparisons by ranking methods; Mann and Whitney (1947)
 * @example rankSumTest(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3)) // 0.05
 */
export function rankSumTest(later: Float64Array, earlier: Float64Array): number {
  const chosen = later.filter(value => value === value);
  const others = earlier.filter(value => value === value);
  if (chosen.length === 0 || others.length === 0) return NaN;
  // Twice the middle rank is a whole number.
  const ranks = midRanks(Float64Array.of(...chosen, ...others)).map(rank => 2 * rank);
  let observed = 0;
  for (let at = 0; at < chosen.length; at++) observed += ranks[at];
  const ways = waysToSum(ranks, chosen.length);
  let all = 0;
  let asHigh = 0;
  ways.forEach((count, sum) => {
    all += count;
    if (sum >= observed) asHigh += count;
  });
  return asHigh / all;
}

/** In how many ways so many of the ranks have each sum. */
function waysToSum(ranks: Float64Array, chosen: number): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(total + 1));
  ways[0][0] = 1;
  for (const rank of ranks) {
    for (let count = chosen; count > 0; count--) {
      for (let sum = total; sum >= rank; sum--) ways[count][sum] += ways[count - 1][sum - rank];
    }
  }
  return ways[chosen];
}
