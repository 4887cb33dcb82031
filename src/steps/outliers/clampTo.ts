import type { Groups } from '../../table/groups.ts';

/** The lowest and the highest value that each group keeps; NaN where an end is open. */
export type Fence = { readonly low: Float64Array; readonly high: Float64Array };

/**
 * Draws values beyond the ends of their group in to those ends.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: an end that is NaN is open.
 * @example clampTo(Float64Array.of(-9, 5, 50), oneGroup(3), { low: Float64Array.of(NaN), high: Float64Array.of(9) }) // [-9, 5, 9]
 */
export function clampTo(values: Float64Array, { of }: Groups, { low, high }: Fence): Float64Array {
  const drawn = values.slice();
  for (let row = 0; row < values.length; row++) {
    const group = of[row];
    if (values[row] < low[group]) drawn[row] = low[group];
    else if (values[row] > high[group]) drawn[row] = high[group];
  }
  return drawn;
}

/**
 * The same as SQL; an end that is NULL is open.
 *
 * @example clampSql('v.x', { low: 'f.low', high: 'f.high' }) // 'case when v.x < f.low then f.low when v.x > f.high then f.high else v.x end'
 */
export function clampSql(value: string, { low, high }: Readonly<Record<string, string>>): string {
  return `case when ${value} < ${low} then ${low} when ${value} > ${high} then ${high} else ${value} end`;
}
