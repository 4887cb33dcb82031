import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { descending } from './descending.ts';
import { rowScores } from './rowScores.ts';

/**
 * Ordered weighted average: weights go by the place of a part within its row. `exponent` 1 is the arithmetic mean, above 1 the weak
 * parts count more (towards the minimum), below 1 the strong ones (0 is the maximum).
 *
 * The part in place j of the row, from the greatest down, weighs Q(u1 + ... + uj) - Q(u1 + ... + uj-1), u being the parts' weights and
 * Q(share) = share ^ exponent; with equal weights the attitude towards the best ("orness") is 1 / (1 + exponent).
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: missing parts are dropped and the other weights re-scaled; all missing: missing. A part of weight 0 takes no part.
 * @source Yager (1996), Quantifier guided aggregation using OWA operators
 * @example aggregate([[10], [20]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(1), { method: 'owa', exponent: 2 }) // [12.5]
 */
export const owa = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('owa'), exponent: z.number().check(z.gte(0)) }),
  needsPositive: false,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups, _anchors, { exponent }) {
    return rowScores(parts, weights, groups, row => {
      const order = descending(row);
      let share = 0;
      let reached = 0;
      let sum = 0;
      order.forEach((at, place) => {
        share += row.weight[at];
        // All weights together are 1, however they were rounded.
        const next = place === order.length - 1 ? 1 : Math.min(1, share) ** exponent;
        sum += (next - reached) * row.value[at];
        reached = next;
      });
      return sum;
    });
  },
});

/** The same in SQL. */
export const owaSql: AggregateSql<typeof owa> = { noSql: 'it sorts the parts of every row with their weights' };
