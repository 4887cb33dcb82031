import { ballotsOf, forAll } from './ballots.ts';

/**
 * Copeland's score: how many of the other items an item beats, less how many beat it, where it beats one that fewer rankings put before it
 * than behind it. Every pair is compared: time m · n², space n.
 *
 * Shape: m rankings of the same n items (1 is best) to one number an item. Unit: wins less losses, -(n - 1) to n - 1.
 * Degenerate: items that a ranking leaves out (NaN) tie below those it lists; an item that none lists: NaN; one item: 0.
 * @throws invalid_argument when rankings differ in length
 * @source Copeland (1951), A reasonable social welfare function
 * @example copelandConsensus([[1, 2, 3], [1, 3, 2], [2, 1, 3]]) // [2, 0, -2]
 */
export function copelandConsensus(rankings: readonly ArrayLike<number>[]): Float64Array {
  const ballots = ballotsOf(rankings);
  const scores = new Float64Array(ballots.items.length);
  for (let item = 0; item < scores.length; item++) {
    for (let other = 0; other < item; other++) {
      const wins = Math.sign(majority(ballots.ranks, item, other));
      scores[item] += wins;
      scores[other] -= wins;
    }
  }
  return forAll(ballots, scores);
}

/**
 * How many rankings put an item before another, less how many put it behind.
 *
 * @example majority([Float64Array.of(1, 2), Float64Array.of(1, 1)], 0, 1) // 1
 */
export function majority(ranks: readonly Float64Array[], item: number, other: number): number {
  let sum = 0;
  for (const rank of ranks) {
    if (rank[item] < rank[other]) sum++;
    else if (rank[item] > rank[other]) sum--;
  }
  return sum;
}
