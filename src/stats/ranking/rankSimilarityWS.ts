import { bothPresent } from './bothPresent.ts';
import { midRanks } from './midRanks.ts';

/**
 * WS coefficient of rank similarity: how near each item's place is to its place in a reference, the first places counting most (the weight
 * halves with every place). It is not symmetric: the reference says which places count.
 *
 * Shape: two columns of ranks, 1 is best, to one number. Unit: at most 1 (the same order), above 0.
 * Degenerate: an item missing in one column is left out and the others close up; ties share the mean of their places; one item: 1; none: NaN.
 * @throws invalid_argument when the columns differ in length
 * @source Sałabun and Urbaniak (2020), A new coefficient of rankings similarity in decision-making problems
 * @example rankSimilarityWS([1, 2, 3], [2, 1, 3]) // 0.5
 */
export function rankSimilarityWS(reference: ArrayLike<number>, other: ArrayLike<number>): number {
  const { first, second } = bothPresent(reference, other);
  const [a, b] = [midRanks(first), midRanks(second)];
  if (a.length === 0) return NaN;
  let distance = 0;
  for (let row = 0; row < a.length; row++) {
    const furthest = Math.max(a[row] - 1, a.length - a[row]);
    // One item alone cannot be anywhere else.
    if (furthest > 0) distance += (2 ** -a[row] * Math.abs(a[row] - b[row])) / furthest;
  }
  return 1 - distance;
}
