import * as z from 'zod/mini';
import { medianDeviation } from '../../stats/medianDeviation.ts';
import { moments } from '../../stats/moments.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';

/** Scale a median and a mean absolute distance to the deviation of a normal distribution. */
const OF_MEDIAN = 1.4826;
const OF_MEAN = 1.253314;

/**
 * Robust z-score: how many deviations a value lies from the median of its group, where the deviation is 1.4826 times the median
 * absolute distance from the median; shifted and scaled as asked.
 *
 * Shape: n values to n values. Unit: any to a scale with the stated median (0) and deviation (1).
 * Degenerate: equal values, or one: the stated median; where over half of the values are equal the median distance is 0, and
 * 1.253314 times the mean distance takes its place.
 * @source Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers; R, `mad`; IBM SPSS, modified z-score (mean distance)
 * @example normalize([1, 2, 3, 4, 90], oneGroup(5), { method: 'robust-z', deviation: 1.4826 }) // [-2, -1, 0, 1, 87]
 */
export const robustZ = normalizer({
  spec: () =>
    z.strictObject({
      method: z.literal('robust-z'),
      median: z._default(z.number(), 0),
      deviation: z._default(z.number().check(z.positive()), 1),
    }),
  fit(values, groups) {
    const { median, deviation } = medianDeviation(values, groups);
    if (!deviation.includes(0)) return { median, deviation: deviation.map(each => OF_MEDIAN * each) };
    const distances = values.map((value, row) => Math.abs(value - median[groups.of[row]]));
    const { mean } = moments(distances, groups);
    return {
      median,
      deviation: deviation.map((each, group) => (each === 0 ? OF_MEAN * mean[group] : OF_MEDIAN * each)),
    };
  },
  apply(values, { of }, anchors, options) {
    // A distance of 0 divided by Infinity is 0: a flat group's values stay at the median.
    const unit = anchors.deviation.map(each => (each === 0 ? Infinity : each));
    const scaled = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const distance = (values[row] - anchors.median[of[row]]) / unit[of[row]];
      scaled[row] = options.median + options.deviation * distance;
    }
    return scaled;
  },
});

/** The same in SQL. */
export const robustZSql: NormalizerSql<typeof robustZ> = {
  fit: (value, _, dialect) => ({ median: dialect.quantile(value, 0.5) }),
  refit(value, { median }, _, dialect) {
    const distance = `abs(${value} - ${median})`;
    const middle = dialect.quantile(distance, 0.5);
    return {
      deviation: `case when (${middle}) = 0 then ${OF_MEAN}e0 * avg(${distance}) else ${OF_MEDIAN}e0 * (${middle}) end`,
    };
  },
  apply(value, { median, deviation }, options, dialect) {
    const distance = `case when ${deviation} = 0 then 0e0 * ${value} else (${value} - ${median}) / ${deviation} end`;
    return `${dialect.number(options.median)} + ${dialect.number(options.deviation)} * (${distance})`;
  },
};
