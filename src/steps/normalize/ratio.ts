// Ratios to the greatest or least value of a group, whatever the signs. Each number stands beside the same as SQL.
import type { Groups } from '../../table/groups.ts';
import { extent } from '../../stats/extent.ts';
import type { GroupNumbers } from '../../stats/extent.ts';

/**
 * What values are divided by to be parts of the greatest: its size; where it is 0 that of the least, or 1.
 *
 * Shape: n values to one number a group. Unit: that of the values; above 0, so that dividing keeps the order.
 * Degenerate: no values: NaN.
 * @example greatestSize(Float64Array.of(-8, -2), oneGroup(2)) // [2]
 */
export function greatestSize(values: Float64Array, groups: Groups): GroupNumbers {
  const { min, max } = extent(values, groups);
  return max.map((greatest, group) => {
    if (greatest !== greatest) return NaN;
    return Math.abs(greatest) || Math.abs(min[group]) || 1;
  });
}

/**
 * `greatestSize` as an aggregate.
 *
 * @example greatestSizeSql('v.x').includes('max(v.x)') // true
 */
export function greatestSizeSql(value: string): string {
  const size = `coalesce(nullif(abs(max(${value})), 0e0), nullif(abs(min(${value})), 0e0), 1e0)`;
  return `case when count(${value}) > 0 then ${size} end`;
}

/**
 * The least value of each group, and 0 where it is negative.
 *
 * Degenerate: no values: NaN.
 * @example leastFromZero(Float64Array.of(-8, 2), oneGroup(2)) // [0]
 */
export function leastFromZero(values: Float64Array, groups: Groups): GroupNumbers {
  return extent(values, groups).min.map(least => (least < 0 ? 0 : least));
}

/**
 * `leastFromZero` as an aggregate.
 *
 * @example leastFromZeroSql('v.x').includes('min(v.x)') // true
 */
export function leastFromZeroSql(value: string): string {
  return `case when min(${value}) < 0 then 0e0 else min(${value}) end`;
}

/**
 * Values as parts of one number of their group.
 *
 * @example partsOf(Float64Array.of(2, 4), oneGroup(2), Float64Array.of(8)) // [0.25, 0.5]
 */
export function partsOf(values: Float64Array, { of }: Groups, whole: GroupNumbers): Float64Array {
  const parts = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) parts[row] = values[row] / whole[of[row]];
  return parts;
}

/**
 * The least of a group as a part of each value, at most 1. Once the least is 0, that is 1 for what costs nothing or less and 0 for
 * all else.
 *
 * Shape: n values to n values. Unit: 0 to 1. Degenerate: NaN for NaN.
 * @example leastAsPartOf(Float64Array.of(4, 1), oneGroup(2), Float64Array.of(2)) // [0.5, 1]
 */
export function leastAsPartOf(values: Float64Array, { of }: Groups, least: GroupNumbers): Float64Array {
  const parts = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    parts[row] = value <= least[of[row]] ? 1 : least[of[row]] / value;
  }
  return parts;
}

/**
 * `leastAsPartOf` as an expression.
 *
 * @example leastAsPartOfSql('v.x', 'f.least') // 'case when v.x <= f.least then 1e0 else f.least / v.x end'
 */
export function leastAsPartOfSql(value: string, least: string): string {
  return `case when ${value} <= ${least} then 1e0 else ${least} / ${value} end`;
}
