import * as z from 'zod/mini';
import { flatSql } from '../../expr/flatSql.ts';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { extent } from '../../stats/extent.ts';
import { moments } from '../../stats/moments.ts';
import { isFlat } from '../../stats/spread.ts';

/**
 * Z-score: how many sample standard deviations (n - 1) a value lies from the mean of its group, shifted and scaled as asked.
 *
 * Shape: n values to n values. Unit: any to a scale with the stated mean (0) and deviation (1).
 * Degenerate: values that are equal but for rounding, or one: the stated mean.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example normalize([2, 4, 6], oneGroup(3), { method: 'z-score', mean: 50, deviation: 10 }) // [40, 50, 60]
 */
export const zScore = columnMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('z-score'),
      mean: z._default(z.number(), 0),
      deviation: z._default(z.number().check(z.positive()), 1),
    }),
  fit(values, groups) {
    const { mean, deviation } = moments(values, groups);
    const { min, max } = extent(values, groups);
    return { mean, deviation: deviation.map((each, group) => (isFlat(min[group], max[group]) ? 0 : each)) };
  },
  apply(values, groups, anchors, options) {
    const scaled = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const group = groups.of[row];
      const distance = values[row] - anchors.mean[group];
      const isFlat = anchors.deviation[group] === 0 && distance === distance;
      scaled[row] = options.mean + options.deviation * (isFlat ? 0 : distance / anchors.deviation[group]);
    }
    return scaled;
  },
});

/** The same in SQL. */
export const zScoreSql: ColumnSql<typeof zScore> = {
  fit: (value, _options, dialect) => ({
    mean: `avg(${value})`,
    deviation: `case when ${flatSql(`min(${value})`, `max(${value})`, dialect)} then 0 else stddev_samp(${value}) end`,
  }),
  apply(value, { mean, deviation }, options, dialect) {
    const distance = `case when ${deviation} = 0 then case when ${value} is not null then 0 end else (${value} - ${mean}) / ${deviation} end`;
    return `${dialect.number(options.mean)} + ${dialect.number(options.deviation)} * (${distance})`;
  },
};
