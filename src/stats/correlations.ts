// Pearson's correlation by group.
import type { Groups } from '../table/groups.ts';
import { countPresent } from './countPresent.ts';
import type { GroupNumbers } from './extent.ts';
import { moments } from './moments.ts';

/** Correlations this close to 1 or -1 differ from it by rounding alone. */
const ROUNDING = 1e-12;

/**
 * Pearson's correlation of two columns in each group, over the rows that have both.
 *
 * Shape: n values and n values to one number a group, -1 to 1.
 * Degenerate: NaN where one of them does not vary, or fewer than two rows have both.
 * @source Pearson (1895), Notes on regression and inheritance in the case of two parents
 * @example correlations(Float64Array.of(1, 2, 3), Float64Array.of(6, 4, 2), oneGroup(3)) // [-1]
 */
export function correlations(first: Float64Array, second: Float64Array, groups: Groups): GroupNumbers {
  return correlationsOfPairs([first, second], groups)[1][0];
}

/**
 * The correlations of every column with each before it: the lower triangle without its diagonal. Columns that miss the same rows are
 * standardized once, not once a pair.
 *
 * Shape: p columns of n values to p lists of 0 to p - 1 columns of one number a group.
 * Degenerate: as `correlations`.
 * @example correlationsOfPairs([Float64Array.of(1, 2), Float64Array.of(6, 4)], oneGroup(2))[1][0] // [-1]
 */
export function correlationsOfPairs(columns: readonly Float64Array[], groups: Groups): GroupNumbers[][] {
  const whole = columns.map(column => standardized(column, groups));
  const counts = columns.map(column => countPresent(column, groups));
  return columns.map((one, at) =>
    columns.slice(0, at).map((other, before) => {
      if (missSameRows(one, other)) return meanProducts(whole[at], whole[before], counts[at], groups);
      const shared = one.map((value, row) => (other[row] === other[row] ? value : NaN));
      const beside = other.map((value, row) => (one[row] === one[row] ? value : NaN));
      const count = countPresent(shared, groups);
      return meanProducts(standardized(shared, groups), standardized(beside, groups), count, groups);
    }),
  );
}

function missSameRows(one: Float64Array, other: Float64Array): boolean {
  for (let row = 0; row < one.length; row++) {
    if ((one[row] === one[row]) !== (other[row] === other[row])) return false;
  }
  return true;
}

/** Distances from the mean in deviations; infinite or NaN where there is no deviation. */
function standardized(column: Float64Array, groups: Groups): Float64Array {
  const { mean, deviation } = moments(column, groups);
  return column.map((value, row) => (value - mean[groups.of[row]]) / deviation[groups.of[row]]);
}

function meanProducts(one: Float64Array, other: Float64Array, count: GroupNumbers, groups: Groups): GroupNumbers {
  const sum = new Float64Array(groups.count);
  const rows = new Float64Array(groups.count);
  for (let row = 0; row < one.length; row++) {
    const product = one[row] * other[row];
    if (product !== product) continue;
    sum[groups.of[row]] += product;
    rows[groups.of[row]]++;
  }
  return sum.map((each, group) => {
    // Without a deviation there are no products.
    if (count[group] < 2 || rows[group] < count[group]) return NaN;
    const correlation = each / (count[group] - 1);
    return Math.abs(correlation) > 1 - ROUNDING ? Math.sign(correlation) : correlation;
  });
}
