import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { quantiles } from '../../stats/quantile.ts';
import { clampSql, clampTo } from './clampTo.ts';

/**
 * Draws values in to Tukey's fences, so many interquartile ranges (1.5) below the first quartile and above the third (type 7).
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: where the quartiles are equal there is no fence, and values are unchanged.
 * @source Tukey (1977), Exploratory Data Analysis, section 2D (inner fences at 1.5, outer ones at 3)
 * @example treatOutliers(Float64Array.of(0, 1, 2, 3, 100), oneGroup(5), { method: 'iqr-fence' }) // [0, 1, 2, 3, 6]
 */
export const iqrFence = columnMethod({
  spec: () =>
    z.strictObject({ method: z.literal('iqr-fence'), times: z._default(z.number().check(z.positive()), 1.5) }),
  fit(values, groups, { times }) {
    const first = quantiles(values, groups, 0.25);
    const third = quantiles(values, groups, 0.75);
    const reach = third.map((quartile, group) => (quartile > first[group] ? times * (quartile - first[group]) : NaN));
    return {
      low: first.map((quartile, group) => quartile - reach[group]),
      high: third.map((quartile, group) => quartile + reach[group]),
    };
  },
  apply: clampTo,
});

/** The same in SQL. */
export const iqrFenceSql: ColumnSql<typeof iqrFence> = {
  fit(value, { times }, dialect) {
    const [first, third] = [dialect.quantile(value, 0.25), dialect.quantile(value, 0.75)];
    const reach = `${dialect.number(times)} * (${third} - ${first})`;
    const fenced = (end: string): string => `case when ${third} > ${first} then ${end} end`;
    return { low: fenced(`${first} - ${reach}`), high: fenced(`${third} + ${reach}`) };
  },
  apply: clampSql,
};
