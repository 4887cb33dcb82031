import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { quantiles } from '../../stats/quantile.ts';
import { clampSql, clampTo } from './clampTo.ts';

const share = () => z.number().check(z.gte(0), z.lte(1));
const spec = () =>
  z
    .strictObject({
      method: z.literal('clip-quantile'),
      lower: z._default(share(), 0.01),
      upper: z._default(share(), 0.99),
    })
    .check(z.refine(({ lower, upper }) => lower < upper, { error: 'lower must be below upper', path: ['lower'] }));

/**
 * Draws values beyond two quantiles of their group in to those quantiles (type 7).
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: equal values, or one: unchanged.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (trimming of tails)
 * @example treatOutliers(Float64Array.of(0, 1, 2, 3, 100), oneGroup(5), { method: 'clip-quantile', lower: 0, upper: 0.75 }) // [0, 1, 2, 3, 3]
 */
export const clipQuantile = columnMethod({
  spec,
  fit: (values, groups, { lower, upper }) => ({
    low: quantiles(values, groups, lower),
    high: quantiles(values, groups, upper),
  }),
  apply: clampTo,
});

/** The same in SQL. */
export const clipQuantileSql: ColumnSql<typeof clipQuantile> = {
  fit: (value, { lower, upper }, dialect) => ({
    low: dialect.quantile(value, lower),
    high: dialect.quantile(value, upper),
  }),
  apply: clampSql,
};
