import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * Leaves missing values missing; they are dropped inside of an index and the other weights re-scaled.
 *
 * Shape: n values to the same n values.
 * @example fillMissing(Float64Array.of(1, NaN), oneGroup(2), { method: 'none' }) // [1, NaN]
 */
export const none = columnMethod({
  spec: () => z.strictObject({ method: z.literal('none') }),
  apply: values => values,
});

/** The same in SQL. */
export const noneSql: ColumnSql<typeof none> = { apply: value => value };
