// How far values have come from the least of their group to a goal. The number stands beside the same as SQL.
import type { Groups } from '../../table/groups.ts';
import type { Extent, GroupNumbers } from '../../stats/extent.ts';

/**
 * How far values have come from the least of their group to its goal: (x - min) / (goal - min).
 *
 * Shape: n values to n values. Unit: 0 at the least, 1 at the goal, above 1 beyond it, or 1 when there is a cap.
 * Degenerate: where the least has reached the goal, all have: 1; equal values short of it: 0.5; no least or no goal: NaN.
 * @example wayToward(Float64Array.of(2, 3, 7), oneGroup(3), { min: [2], max: [7] }, [4], false) // [0, 0.5, 2.5]
 */
export function wayToward(
  values: Float64Array,
  { of, count }: Groups,
  { min, max }: Extent,
  goal: GroupNumbers,
  cap: boolean,
): Float64Array {
  const from = new Float64Array(count);
  const length = new Float64Array(count);
  for (let group = 0; group < count; group++) {
    const isReached = goal[group] <= min[group];
    const isFlat = min[group] === max[group];
    if (isReached) from[group] = 1;
    else if (isFlat) from[group] = 0.5;
    // A distance divided by Infinity is 0: all stay where they are put, and no row has to ask.
    length[group] = isReached || isFlat ? Infinity : goal[group] - min[group];
  }
  const ways = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const group = of[row];
    const way = from[group] + (values[row] - min[group]) / length[group];
    ways[row] = cap && way > 1 ? 1 : way;
  }
  return ways;
}

/**
 * `wayToward` as an expression.
 *
 * @example wayTowardSql('v.x', { min: 'f.a', max: 'f.b' }, 'f.c', false).includes('f.c <= f.a') // true
 */
export function wayTowardSql(
  value: string,
  { min, max }: Readonly<Record<'min' | 'max', string>>,
  goal: string,
  cap: boolean,
): string {
  const way = `(${value} - ${min}) / (${goal} - ${min})`;
  const capped = cap ? `case when ${value} >= ${goal} then 1e0 else ${way} end` : way;
  const short = `case when ${min} = ${max} then 0.5e0 else ${capped} end`;
  return `case when ${value} is not null and ${min} is not null then case when ${goal} <= ${min} then 1e0 else ${short} end end`;
}
