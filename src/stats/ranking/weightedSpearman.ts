import { bothPresent } from './bothPresent.ts';
import { midRanks } from './midRanks.ts';

/**
 * Weighted rank correlation: Spearman's, but a difference counts the more the nearer the item is to the top of either ranking.
 *
 * Shape: two columns of ranks, 1 is best, to one number. Unit: 1 for the same order, -1 for the reversed one.
 * Degenerate: an item missing in one column is left out and the others close up; ties share the mean of their places; fewer than two
 * items: there is no order to compare, NaN.
 * @throws invalid_argument when the columns differ in length
 * @source Pinto da Costa and Soares (2005), A weighted rank measure of correlation, Australian and New Zealand Journal of Statistics 47(4)
 * @example weightedSpearman([1, 2, 3], [2, 1, 3]) // 0.375
 */
export function weightedSpearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { first, second } = bothPresent(x, y);
  const [a, b] = [midRanks(first), midRanks(second)];
  const count = a.length;
  let distance = 0;
  for (let row = 0; row < count; row++) distance += (a[row] - b[row]) ** 2 * (2 * count + 2 - a[row] - b[row]);
  return count < 2 ? NaN : 1 - (6 * distance) / (count ** 4 + count ** 3 - count ** 2 - count);
}
