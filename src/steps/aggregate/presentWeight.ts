import { hasMissing } from '../../stats/hasMissing.ts';
import type { Groups } from '../../table/groups.ts';

/**
 * The weight of the parts that are there, row by row.
 *
 * Shape: p columns of n values, p arrays of one weight a group to n sums. Unit: share of the node's weight, 0 to 1.
 * @example presentWeight([Float64Array.of(NaN), Float64Array.of(1)], [Float64Array.of(0.3), Float64Array.of(0.7)], oneGroup(1)) // [0.7]
 */
export function presentWeight(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
): Float64Array {
  const rows = groups.of.length;
  const present = new Float64Array(rows);
  // Always added in the order of the parts, so that a row's last bit does not hang on what others lack.
  if (parts.some(hasMissing)) {
    parts.forEach((values, part) => {
      const weightOf = weights[part];
      for (let row = 0; row < rows; row++) if (values[row] === values[row]) present[row] += weightOf[groups.of[row]];
    });
    return present;
  }
  const whole = new Float64Array(groups.count);
  for (const weightOf of weights) for (let group = 0; group < groups.count; group++) whole[group] += weightOf[group];
  for (let row = 0; row < rows; row++) present[row] = whole[groups.of[row]];
  return present;
}

/** The same as SQL. */
export function presentWeightSql(parts: readonly string[], weights: readonly string[]): string {
  return `(${parts.map((value, part) => `case when ${value} is null then 0 else ${weights[part]} end`).join(' + ')})`;
}
