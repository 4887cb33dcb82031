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
  const everywhere = new Float64Array(groups.count);
  parts.forEach((values, part) => {
    const weightOf = weights[part];
    if (!hasMissing(values)) {
      for (let group = 0; group < groups.count; group++) everywhere[group] += weightOf[group];
      return;
    }
    for (let row = 0; row < rows; row++) if (values[row] === values[row]) present[row] += weightOf[groups.of[row]];
  });
  for (let row = 0; row < rows; row++) present[row] += everywhere[groups.of[row]];
  return present;
}

/** The same as SQL. */
export function presentWeightSql(parts: readonly string[], weights: readonly string[]): string {
  return `(${parts.map((value, part) => `case when ${value} is null then 0 else ${weights[part]} end`).join(' + ')})`;
}
