import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { weightedMeanSql } from './countedSql.ts';
import { rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';

/**
 * MOORA by the ratio system: the weighted sum of benefits less that of costs, each by the root of its peers' sum of squares.
 *
 * Shape: p columns of n values to n values. Unit: ratio, -1 to 1.
 * Degenerate: a part of nothing but zeros counts 0; missing parts are dropped and the other weights re-scaled. A model of benefits alone
 * is taken too.
 * @source Brauers and Zavadskas (2006), The MOORA method and its application to privatization in a transition economy
 * @example aggregate([[3, 4]], [Float64Array.of(1)], oneGroup(2), { method: 'moora' }) // [0.6, 0.8]
 */
export const moora = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('moora') }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit: (parts, _weights, groups) => fitScale(parts, groups, 'vector', asBenefits(parts)),
  apply(parts, weights, groups, anchors, _options, directions) {
    const place = placeOn(anchors, 'vector', asBenefits(parts));
    return rowScores(parts, weights, groups, row =>
      weightedMean(row, (_, at) => (directions[row.part[at]] === 'cost' ? -1 : 1) * place(row, at)),
    );
  },
});

/** The same in SQL. */
export const mooraSql: AggregateSql<typeof moora> = {
  fit: [parts => scaleFitSql(parts, 'vector')],
  apply: (parts, weights, anchors) => weightedMeanSql(parts, weights, placeSql(parts, anchors, 'vector')),
};

/** A cost is scaled as it stands: it counts against the sum instead. */
function asBenefits(parts: readonly unknown[]): 'benefit'[] {
  return parts.map(() => 'benefit');
}
