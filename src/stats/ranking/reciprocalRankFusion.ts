import { ballotsOf, forAll } from './ballots.ts';
import { midRanks } from './midRanks.ts';

/**
 * Reciprocal rank fusion: each ranking gives an item 1 / (k + rank); what it leaves out gets nothing.
 *
 * Shape: m rankings of the same n items (1 is best) to one number an item. Unit: more is better; k at least 0, 60 in the paper: the greater,
 * the less the first places stand out.
 * Degenerate: ties share the mean of their places; an item that none lists: NaN; no rankings: no items.
 * @throws invalid_argument when rankings differ in length
 * @source Cormack, Clarke and Büttcher (2009), Reciprocal rank fusion outperforms Condorcet and individual rank learning methods
 * @example reciprocalRankFusion([[1, 2], [1, NaN]], 1) // [1, 1 / 3]
 */
export function reciprocalRankFusion(rankings: readonly ArrayLike<number>[], k = 60): Float64Array {
  const ballots = ballotsOf(rankings);
  const sums = new Float64Array(ballots.items.length);
  for (const ranks of ballots.ranks) {
    const places = midRanks(ranks);
    places.forEach((place, item) => (sums[item] += ranks[item] === Infinity ? 0 : 1 / (k + place)));
  }
  return forAll(ballots, sums);
}
