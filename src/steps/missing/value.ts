import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values with a stated one.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: all missing: all the stated value.
 * @example fillMissing(Float64Array.of(1, NaN), oneGroup(2), { method: 'value', value: 0 }) // [1, 0]
 */
export const value = columnMethod({
  spec: () => z.strictObject({ method: z.literal('value'), value: z.number() }),
  apply: (values, _groups, _anchors, options) => replaceMissing(values, () => options.value),
});

/** The same in SQL. */
export const valueSql: ColumnSql<typeof value> = {
  apply: (column, _anchors, options, dialect) => `coalesce(${column}, ${dialect.number(options.value)})`,
};
