import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';

/**
 * The sum of each group's values, missing left out.
 *
 * Degenerate: no values: NaN, so that nothing is taken for a total of 0.
 * @example groupSums(Float64Array.of(1, NaN, 2), oneGroup(3)) // [3]
 */
export function groupSums(values: Float64Array, groups: Groups): GroupNumbers {
  const sum = new Float64Array(groups.count);
  const count = new Float64Array(groups.count);
  for (let row = 0; row < values.length; row++) {
    if (values[row] !== values[row]) continue;
    sum[groups.of[row]] += values[row];
    count[groups.of[row]]++;
  }
  for (let group = 0; group < groups.count; group++) if (count[group] === 0) sum[group] = NaN;
  return sum;
}

/**
 * The weighted mean of each group: Σ weight·value / Σ weight over rows that have both.
 *
 * Shape: n values and n weights to one number a group. Unit: that of the values.
 * Degenerate: no rows with both, or weights that sum to 0: NaN.
 * @example weightedMeans(Float64Array.of(1, 4), Float64Array.of(2, 1), oneGroup(2)) // [2]
 */
export function weightedMeans(values: Float64Array, weights: Float64Array, groups: Groups): GroupNumbers {
  const sum = new Float64Array(groups.count);
  const weight = new Float64Array(groups.count);
  for (let row = 0; row < values.length; row++) {
    const part = values[row] * weights[row];
    if (part !== part) continue;
    sum[groups.of[row]] += part;
    weight[groups.of[row]] += weights[row];
  }
  for (let group = 0; group < groups.count; group++)
    sum[group] = weight[group] === 0 ? NaN : sum[group] / weight[group];
  return sum;
}

/**
 * The sum of each group's values, missing left out and no values 0; for rows whose order does not hang on the data's.
 *
 * @example addedUp(Float64Array.of(1, NaN, 2), oneGroup(3)) // [3]
 */
export function addedUp(values: Float64Array, { of, count }: Groups): GroupNumbers {
  const sum = new Float64Array(count);
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) sum[of[row]] += values[row];
  return sum;
}
