// Other periods as a method looks at them.
import * as z from 'zod/mini';

/** How many periods of the model's length a method looks at. */
export const periodCount = () =>
  z._default(
    z.int().check(z.gte(1), z.lte(36), z.describe('How many periods of the same length to look at, one way')),
    1,
  );

/**
 * How many columns away the nearest one with a value of a row is, one way; 0 when none is as near as that.
 *
 * @example nearest([Float64Array.of(5), Float64Array.of(NaN), Float64Array.of(NaN)], 2, -1, 2, 0) // 2
 */
export function nearest(
  columns: readonly Float64Array[],
  from: number,
  step: -1 | 1,
  most: number,
  row: number,
): number {
  for (let away = 1; away <= most; away++) {
    const column = columns[from + step * away];
    if (column === undefined) return 0;
    if (column[row] === column[row]) return away;
  }
  return 0;
}
