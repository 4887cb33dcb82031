import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { descending } from './descending.ts';
import { rowScores } from './rowScores.ts';

/** Weights are sums of rounded numbers; so near to a half is a half. */
const HALF_TOLERANCE = 1e-12;

/**
 * Weighted median: the part at which half of the weight is reached, so that one part far out changes nothing.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: half of the weight on either side: the mean of the two parts in the middle; missing parts are dropped and the other
 * weights re-scaled; all missing: missing. A part of weight 0 takes no part.
 * @source Edgeworth (1888), On a New Method of Reducing Observations Relating to Several Quantities
 * @example aggregate([[1], [5], [90]], [Float64Array.of(0.3), Float64Array.of(0.4), Float64Array.of(0.3)], oneGroup(1), { method: 'weighted-median' }) // [5]
 */
export const weightedMedian = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('weighted-median') }),
  needsPositive: false,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups) {
    return rowScores(parts, weights, groups, row => {
      const order = descending(row);
      let above = 0;
      for (let at = 0; at < order.length - 1; at++) {
        above += row.weight[order[at]];
        if (above < 0.5 - HALF_TOLERANCE) continue;
        const isHalf = above <= 0.5 + HALF_TOLERANCE;
        return isHalf ? (row.value[order[at]] + row.value[order[at + 1]]) / 2 : row.value[order[at]];
      }
      return row.value[order[order.length - 1]];
    });
  },
});

/** The same in SQL. */
export const weightedMedianSql: AggregateSql<typeof weightedMedian> = {
  noSql: 'it sorts the parts of every row with their weights',
};
