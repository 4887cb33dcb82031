import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { countedSql, weightedMeanSql } from './countedSql.ts';
import { rowScores } from './rowScores.ts';

/**
 * Weighted harmonic mean: the weakest part has the most to say.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: a part of 0 or below gives 0; missing parts are dropped and the other weights re-scaled; all missing: missing. A part of
 * weight 0 takes no part.
 * @source Becker et al. (2022), COINr: an R package for developing composite indicators, `a_hmean`
 * @example aggregate([[2], [6]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(1), { method: 'harmonic' }) // [3]
 */
export const harmonic = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('harmonic') }),
  needsPositive: true,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups) {
    return rowScores(parts, weights, groups, ({ count, value, weight }) => {
      let sum = 0;
      for (let at = 0; at < count; at++) {
        if (value[at] <= 0) return 0;
        sum += weight[at] / value[at];
      }
      return 1 / sum;
    });
  },
});

/** The same in SQL. */
export const harmonicSql: AggregateSql<typeof harmonic> = {
  apply(parts, weights) {
    const isZero = countedSql(parts, weights, at => `${parts[at]} <= 0`, 'false').join(' OR ');
    const inverse = weightedMeanSql(parts, weights, at => `1e0 / nullif(${parts[at]}, 0)`);
    return `CASE WHEN ${isZero} THEN 0e0 ELSE 1e0 / ${inverse} END`;
  },
};
