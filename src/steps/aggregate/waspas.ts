import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { weightedMeanSql, weightedProductSql } from './countedSql.ts';
import { rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';
import { weightedProduct } from './weightedProduct.ts';

/**
 * WASPAS: between the weighted sum and the weighted product of shares of the best of the peers; `lambda` is the say of the sum.
 *
 * Shape: p columns of n values to n values. Unit: share of the best, 0 to 1.
 * Degenerate: a benefit of 0 or below makes the product 0, a cost of 0 is the best there is; missing parts are dropped and the other
 * weights re-scaled.
 * @source Zavadskas et al. (2012), Optimization of Weighted Aggregated Sum Product Assessment
 * @example aggregate([[1, 4], [4, 4]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(2), { method: 'waspas' }) // [0.5625, 1]
 */
export const waspas = aggregateMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('waspas'),
      lambda: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
    }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit: (parts, _weights, groups, _options, directions) => fitScale(parts, groups, 'linear', directions),
  apply(parts, weights, groups, anchors, { lambda }, directions) {
    const place = placeOn(anchors, 'linear', directions);
    return rowScores(parts, weights, groups, row => {
      return lambda * weightedMean(row, place) + (1 - lambda) * weightedProduct(row, place);
    });
  },
});

/** The same in SQL. */
export const waspasSql: AggregateSql<typeof waspas> = {
  fit: [parts => scaleFitSql(parts, 'linear')],
  apply(parts, weights, anchors, { lambda }, dialect) {
    const place = placeSql(parts, anchors, 'linear');
    const product = weightedProductSql(parts, weights, place, value => dialect.log(value));
    const sum = weightedMeanSql(parts, weights, place);
    return `(${dialect.number(lambda)} * ${sum} + ${dialect.number(1 - lambda)} * (${product}))`;
  },
};
