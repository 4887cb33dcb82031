import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * Natural logarithm: equal ratios become equal distances.
 *
 * Shape: n values to n values.
 * Degenerate: 0 or less has no logarithm and becomes missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (logarithmic transformation)
 * @example transform([1, 0, -2], 'log') // [0, NaN, NaN]
 */
export const log = columnMethod({
  spec: () => z.strictObject({ method: z.literal('log') }),
  apply: values => values.map(value => (value > 0 ? Math.log(value) : NaN)),
});

/** The same in SQL. */
export const logSql: ColumnSql<typeof log> = {
  apply: (value, _anchors, _options, dialect) => `case when ${value} > 0 then ${dialect.log(value)} end`,
};
