import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * Square root: draws in the long tail of counts, less than a logarithm does.
 *
 * Shape: n values to n values.
 * Degenerate: a negative value has no root and becomes missing.
 * @source Bartlett (1936), The square root transformation in analysis of variance
 * @example transform([4, -1], 'sqrt') // [2, NaN]
 */
export const sqrt = columnMethod({
  spec: () => z.strictObject({ method: z.literal('sqrt') }),
  apply: values => values.map(Math.sqrt),
});

/** The same in SQL. */
export const sqrtSql: ColumnSql<typeof sqrt> = { apply: value => `case when ${value} >= 0 then sqrt(${value}) end` };
