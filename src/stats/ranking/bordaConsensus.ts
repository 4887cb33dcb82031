import { ballotsOf, forAll } from './ballots.ts';
import { midRanks } from './midRanks.ts';

/**
 * Borda count of several rankings: each gives an item as many points as it ranks items below it, half a point for each it ties with.
 *
 * Shape: m rankings of the same n items (1 is best) to one number an item. Unit: points, more is better, 0 to m · (n - 1).
 * Degenerate: items that a ranking leaves out (NaN) tie below those it lists; an item that none lists: NaN; no rankings: no items.
 * @throws invalid_argument when rankings differ in length
 * @source Borda (1784), Mémoire sur les élections au scrutin; ties and items left out: Emerson (2013), Dwork et al. (2001)
 * @example bordaConsensus([[1, 2, 3], [2, 1, 3]]) // [3, 3, 0]
 */
export function bordaConsensus(rankings: readonly ArrayLike<number>[]): Float64Array {
  const ballots = ballotsOf(rankings);
  const points = new Float64Array(ballots.items.length);
  for (const ranks of ballots.ranks) {
    midRanks(ranks).forEach((place, item) => (points[item] += points.length - place));
  }
  return forAll(ballots, points);
}
