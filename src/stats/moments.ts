import type { Groups } from '../table/groups.ts';
import { extent } from './extent.ts';
import type { GroupNumbers } from './extent.ts';

/**
 * Mean and sample standard deviation (n - 1) of each group.
 *
 * Shape: n values to one pair a group. Unit: that of the values.
 * Degenerate: equal values, or one: deviation exactly 0; no values: NaN for both.
 * @source two-pass algorithm on values scaled by the group's range: Chan, Golub, LeVeque (1983), Algorithms for computing the sample variance
 * @example moments(Float64Array.of(2, 4, 6), oneGroup(3)).deviation // [2]
 */
export function moments(
  values: Float64Array,
  groups: Groups,
): { readonly mean: GroupNumbers; readonly deviation: GroupNumbers } {
  const { min, max } = extent(values, groups);
  const count = new Float64Array(groups.count);
  const mean = new Float64Array(groups.count);
  const deviation = new Float64Array(groups.count);
  // Taken from the least value on, so that a large common part does not eat the digits of the differences.
  for (let row = 0; row < values.length; row++) {
    const group = groups.of[row];
    if (values[row] !== values[row]) continue;
    count[group]++;
    mean[group] += values[row] - min[group];
  }
  for (let group = 0; group < groups.count; group++) mean[group] = min[group] + mean[group] / count[group];
  for (let row = 0; row < values.length; row++) {
    const group = groups.of[row];
    // Scaled by the range: squares of huge values would overflow, of tiny ones vanish.
    const distance = (values[row] - mean[group]) / (max[group] - min[group]);
    if (distance === distance) deviation[group] += distance * distance;
  }
  for (let group = 0; group < groups.count; group++) {
    const range = max[group] - min[group];
    const isSpread = range > 0;
    deviation[group] = isSpread ? range * Math.sqrt(deviation[group] / (count[group] - 1)) : range;
    if (!isSpread) mean[group] = min[group];
  }
  return { mean, deviation };
}
