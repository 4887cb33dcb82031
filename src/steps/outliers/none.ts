import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * Leaves every value as it is.
 *
 * Shape: n values to the same n values.
 * @example treatOutliers(Float64Array.of(1, 1000), oneGroup(2), { method: 'none' }) // [1, 1000]
 */
export const none = columnMethod({
  spec: () => z.strictObject({ method: z.literal('none') }),
  apply: values => values,
});

/** The same in SQL. */
export const noneSql: ColumnSql<typeof none> = { apply: value => value };
