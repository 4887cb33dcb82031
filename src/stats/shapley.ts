import { RatingError } from '../errors/ratingError.ts';

const MOST_PLAYERS = 12;

/**
 * Shapley values: what each of some changes gives to a total, as the mean over every order in which the changes could be made.
 *
 * Shape: `worth` gives the column of totals once the changes in a set are made, the set as bits (bit 0 is the first change); the answer is one
 * column a change. For each row they add up to worth(all) - worth(none). Unit: that of the totals.
 * Degenerate: one change: all of the difference; a row that has no total in some set: NaN for each change.
 * @throws invalid_argument when there is no change, or more than 12: every set is looked at
 * @source Shapley (1953), A value for n-person games; with two changes: Bennet (1920); with factors of a rate: Das Gupta (1993)
 * @example shapley(2, set => Float64Array.of([0, 1, 2, 5][set])) // [[2], [3]]
 */
export function shapley(changes: number, worth: (set: number) => Float64Array): Float64Array[] {
  if (!(Number.isInteger(changes) && changes >= 1 && changes <= MOST_PLAYERS)) {
    throw new RatingError(
      'invalid_argument',
      ['changes'],
      `must be a whole number from 1 to ${MOST_PLAYERS}, not ${changes}`,
    );
  }
  const totals = Array.from({ length: 2 ** changes }, (_, set) => worth(set));
  const shares = orderShares(changes);
  return Array.from({ length: changes }, (_, change) => {
    const given = new Float64Array(totals[0].length);
    for (let set = 0; set < totals.length; set++) {
      if (has(set, change)) continue;
      const share = shares[sizeOf(set)];
      const [without, within] = [totals[set], totals[set + 2 ** change]];
      for (let row = 0; row < given.length; row++) given[row] += share * (within[row] - without[row]);
    }
    return given;
  });
}

/** The share of all orders in which exactly a certain set of each size goes before a change: s! (n - s - 1)! / n!. */
function orderShares(changes: number): number[] {
  const shares = [1 / changes];
  for (let size = 1; size < changes; size++) shares.push((shares[size - 1] * size) / (changes - size));
  return shares;
}

function has(set: number, change: number): boolean {
  return Math.floor(set / 2 ** change) % 2 === 1;
}

function sizeOf(set: number): number {
  return set === 0 ? 0 : (set % 2) + sizeOf(Math.floor(set / 2));
}
