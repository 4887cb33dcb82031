import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { presentWeightSql } from './presentWeight.ts';

/**
 * Weighted geometric mean: a weakness costs more the worse it is, and zero anywhere is zero.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: a part of 0 gives 0, and so does a negative one (a newcomer below the scale of frozen anchors); missing parts are
 * dropped and the other weights re-scaled; all missing: missing. A part of weight 0 takes no part.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6 (geometric aggregation)
 * @example aggregate([[4], [9]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(1), { method: 'geometric' }) // [6]
 */
export const geometric = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('geometric') }),
  needsPositive: true,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups) {
    const rows = groups.of.length;
    const sum = new Float64Array(rows);
    const present = new Float64Array(rows);
    parts.forEach((values, part) => {
      const weightOf = weights[part];
      for (let row = 0; row < rows; row++) {
        const value = values[row];
        const weight = weightOf[groups.of[row]];
        if (value !== value || weight === 0) continue;
        // The logarithm of 0 is -Infinity, whose exponential is 0.
        sum[row] += weight * Math.log(Math.max(value, 0));
        present[row] += weight;
      }
    });
    for (let row = 0; row < rows; row++) sum[row] = present[row] === 0 ? NaN : Math.exp(sum[row] / present[row]);
    return sum;
  },
});

/** The same in SQL. */
export const geometricSql: AggregateSql<typeof geometric> = {
  apply(parts, weights, _anchors, _options, dialect) {
    const logs = parts.map((value, part) => `coalesce(${weights[part]} * ${dialect.log(value)}, 0)`);
    const isZero = parts.map((value, part) => `(${value} <= 0 and ${weights[part]} > 0)`);
    const present = presentWeightSql(parts, weights);
    return `case when ${isZero.map(test => `coalesce(${test}, false)`).join(' or ')} then 0 when ${present} > 0 then exp((${logs.join(' + ')}) / ${present}) end`;
  },
};
