import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';
import { quantiles } from './quantile.ts';

/** What makes a median absolute deviation that of a normal distribution with deviation 1: 1 / Φ⁻¹(3/4). */
export const NORMAL_MEDIAN_DEVIATION = 1.482602218505602;

/**
 * Median, and median absolute distance from it, of each group.
 *
 * Shape: n values to one pair a group. Unit: that of the values.
 * Degenerate: when over half of the values are equal, deviation 0; no values: NaN for both.
 * @source Hampel (1974), The influence curve and its role in robust estimation
 * @example medianDeviation(Float64Array.of(1, 2, 3, 50), oneGroup(4)).deviation // [1]
 */
export function medianDeviation(
  values: Float64Array,
  groups: Groups,
): { readonly median: GroupNumbers; readonly deviation: GroupNumbers } {
  const median = quantiles(values, groups, 0.5);
  const distances = values.map((value, row) => Math.abs(value - median[groups.of[row]]));
  return { median, deviation: quantiles(distances, groups, 0.5) };
}
