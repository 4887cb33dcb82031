import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { countedSql } from './countedSql.ts';
import { rowScores } from './rowScores.ts';

/**
 * The least part: an index is no better than its weakest part, and nothing makes up for it.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: missing parts and those of weight 0 take no part; all missing: missing. Other weights do not matter.
 * @source Munda (2008), Social Multi-Criteria Evaluation for a Sustainable Economy (the maximin rule of full non-compensability)
 * @example aggregate([[10], [4]], [Float64Array.of(0.9), Float64Array.of(0.1)], oneGroup(1), { method: 'minimum' }) // [4]
 */
export const minimum = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('minimum') }),
  needsPositive: false,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups) {
    return rowScores(parts, weights, groups, ({ count, value }) => {
      let least = value[0];
      for (let at = 1; at < count; at++) least = Math.min(least, value[at]);
      return least;
    });
  },
});

/** The same in SQL. */
export const minimumSql: AggregateSql<typeof minimum> = {
  apply: (parts, weights, _anchors, _options, dialect) =>
    dialect.least(countedSql(parts, weights, at => parts[at], 'NULL')),
};
