import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * Leaves every value as it is.
 *
 * Shape: n values to the same n values.
 * @example transform([1, 4], 'none') // [1, 4]
 */
export const none = columnMethod({
  spec: () => z.strictObject({ method: z.literal('none') }),
  apply: values => values,
});

/** The same in SQL. */
export const noneSql: ColumnSql<typeof none> = { apply: value => value };
