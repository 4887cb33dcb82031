import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { countedSql, weightedMeanSql, weightedProductSql } from './countedSql.ts';
import { rowScores } from './rowScores.ts';

/**
 * Weighted power mean of exponent p: 1 is the arithmetic mean, 0 the geometric, -1 the harmonic; the smaller, the less a strength
 * makes up for a weakness.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: a negative part counts as 0; up to an exponent of 0, a part of 0 gives 0; missing parts are dropped and the other weights
 * re-scaled; all missing: missing. A part of weight 0 takes no part.
 * @source Becker et al. (2022), COINr: an R package for developing composite indicators, `a_genmean`
 * @example aggregate([[1], [7]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(1), { method: 'power', p: 2 }) // [5]
 */
export const power = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('power'), p: z.number() }),
  needsPositive: true,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups, _anchors, { p }) {
    return rowScores(parts, weights, groups, ({ count, value, weight }) => {
      let pivot = Math.max(value[0], 0);
      for (let at = 1; at < count; at++) {
        pivot = p > 0 ? Math.max(pivot, value[at]) : Math.max(Math.min(pivot, value[at]), 0);
      }
      if (pivot === 0) return 0;
      // Powers of shares of the greatest (of the least, when p is below 0) neither overflow nor vanish together.
      let sum = 0;
      for (let at = 0; at < count; at++) {
        const share = Math.max(value[at], 0) / pivot;
        sum += weight[at] * (p === 0 ? Math.log(share) : share ** p);
      }
      return pivot * (p === 0 ? Math.exp(sum) : sum ** (1 / p));
    });
  },
});

/** The same in SQL. */
export const powerSql: AggregateSql<typeof power> = {
  apply(parts, weights, _anchors, { p }, dialect) {
    const atLeastZero = (at: number): string => dialect.greatest([parts[at], '0e0']);
    if (p === 0) return weightedProductSql(parts, weights, atLeastZero, value => dialect.log(value));
    const counted = countedSql(parts, weights, atLeastZero, 'NULL');
    const pivot = p > 0 ? dialect.greatest(counted) : dialect.least(counted);
    const shares = weightedMeanSql(parts, weights, at =>
      dialect.power(`(${atLeastZero(at)} / nullif(${pivot}, 0))`, dialect.number(p)),
    );
    return `CASE WHEN ${pivot} = 0 THEN 0e0 ELSE ${pivot} * ${dialect.power(shares, dialect.number(1 / p))} END`;
  },
};
