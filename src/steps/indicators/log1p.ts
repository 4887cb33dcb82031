import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * ln(1 + x): draws in the long tail of money and counts, and takes zero to zero.
 *
 * Shape: n values to n values.
 * Degenerate: a value of -1 or less has no logarithm and becomes missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (logarithmic transformation)
 * @example transform([0, -2], 'log1p') // [0, NaN]
 */
export const log1p = columnMethod({
  spec: () => z.strictObject({ method: z.literal('log1p') }),
  apply: values => values.map(value => (value > -1 ? Math.log1p(value) : NaN)),
});

/** The same in SQL. */
export const log1pSql: ColumnSql<typeof log1p> = {
  apply: (value, _anchors, _options, dialect) => `case when ${value} > -1 then ${dialect.log1p(value)} end`,
};
