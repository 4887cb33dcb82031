import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { weightedProductSql } from './countedSql.ts';
import { rowScores } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';
import { weightedProduct } from './weightedProduct.ts';

/**
 * Weighted product model: the weighted geometric mean of parts on a common scale, here the share of the best (`linear`) or of the sum
 * of the peers (`sum`).
 *
 * Shape: p columns of n values to n values. Unit: share, 0 to 1.
 * Degenerate: a benefit of 0 or below gives 0, a cost of 0 is the best there is; missing parts are dropped and the other weights re-scaled.
 * @source Bridgman (1922), Dimensional Analysis; Miller and Starr (1969), Executive Decisions and Operations Research
 * @example aggregate([[1, 4], [4, 4]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(2), { method: 'wpm' }) // [0.5, 1]
 */
export const wpm = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('wpm'), scale: z._default(z.enum(['linear', 'sum']), 'linear') }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit: (parts, _weights, groups, { scale }, directions) => fitScale(parts, groups, scale, directions),
  apply(parts, weights, groups, anchors, { scale }, directions) {
    const place = placeOn(anchors, scale, directions);
    return rowScores(parts, weights, groups, row => weightedProduct(row, place));
  },
});

/** The same in SQL. */
export const wpmSql: AggregateSql<typeof wpm> = {
  fit: [(parts, _weights, _anchors, { scale }) => scaleFitSql(parts, scale)],
  apply: (parts, weights, anchors, { scale }, dialect) =>
    weightedProductSql(parts, weights, placeSql(parts, anchors, scale), value => dialect.log(value)),
};
