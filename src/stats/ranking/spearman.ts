import { bothPresent } from './bothPresent.ts';
import { midRanks } from './midRanks.ts';

/**
 * Spearman's rank correlation: Pearson's correlation of places, where ties share the mean of theirs.
 *
 * Shape: two columns of ranks or scores to one number. Unit: -1 (reversed) to 1 (the same order).
 * Degenerate: an item missing in one column is left out; fewer than two items, or a column of equal values: there is no order to compare, NaN.
 * @throws invalid_argument when the columns differ in length
 * @source Spearman (1904), The proof and measurement of association between two things
 * @example spearman([1, 2, 3, 4], [1, 3, 2, 4]) // 0.8
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { first, second } = bothPresent(x, y);
  const [a, b] = [midRanks(first), midRanks(second)];
  const mean = (a.length + 1) / 2;
  let both = 0;
  let squaresOfFirst = 0;
  let squaresOfSecond = 0;
  for (let row = 0; row < a.length; row++) {
    both += (a[row] - mean) * (b[row] - mean);
    squaresOfFirst += (a[row] - mean) ** 2;
    squaresOfSecond += (b[row] - mean) ** 2;
  }
  return both / Math.sqrt(squaresOfFirst * squaresOfSecond);
}
