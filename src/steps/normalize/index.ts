// The normalize step: indicators of any unit to one scale where more is better.
// Laws: missing stays missing; a greater value never scores less (for a cost: never more); direction is turned here alone.
import type * as z from 'zod/mini';
import { columnStep, completeSpec } from '../../expr/columnStep.ts';
import type { ColumnStep } from '../../expr/columnStep.ts';
import { methodOf } from '../../expr/method.ts';
import type { ColumnMethod, ColumnMethodSql, NoSql, SqlByName } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { borda, bordaSql } from './borda.ts';
import { distanceToBest, distanceToBestSql } from './distanceToBest.ts';
import { distanceToReference, distanceToReferenceSql } from './distanceToReference.ts';
import { distanceToTarget, distanceToTargetSql } from './distanceToTarget.ts';
import { fractionOfBest, fractionOfBestSql } from './fractionOfBest.ts';
import { goalposts, goalpostsSql } from './goalposts.ts';
import { linear, linearSql } from './linear.ts';
import { logarithmic, logarithmicSql } from './logarithmic.ts';
import { logToBest, logToBestSql } from './logToBest.ts';
import { max, maxSql } from './max.ts';
import { minMax, minMaxSql } from './minMax.ts';
import { forCosts, forCostsSql } from './normalizer.ts';
import type { Direction, Normalizer, NormalizerMethodSql } from './normalizer.ts';
import { percentileRank, percentileRankSql } from './percentileRank.ts';
import { quantileBands, quantileBandsSql } from './quantileBands.ts';
import { rank, rankSql } from './rank.ts';
import { robustZ, robustZSql } from './robustZ.ts';
import { sigmoid, sigmoidSql } from './sigmoid.ts';
import { sum, sumSql } from './sum.ts';
import { vector, vectorSql } from './vector.ts';
import { zScore, zScoreSql } from './zScore.ts';

/** The step for benefits, with its list of methods. */
export const normalizers = columnStep([
  minMax,
  zScore,
  robustZ,
  percentileRank,
  rank,
  borda,
  quantileBands,
  goalposts,
  distanceToBest,
  distanceToTarget,
  distanceToReference,
  fractionOfBest,
  logToBest,
  sigmoid,
  sum,
  vector,
  max,
  linear,
  logarithmic,
]);

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const normalizersSql: SqlByName<typeof normalizers.methods, NormalizerMethodSql> = {
  'min-max': minMaxSql,
  'z-score': zScoreSql,
  'robust-z': robustZSql,
  'percentile-rank': percentileRankSql,
  rank: rankSql,
  borda: bordaSql,
  'quantile-bands': quantileBandsSql,
  goalposts: goalpostsSql,
  'distance-to-best': distanceToBestSql,
  'distance-to-target': distanceToTargetSql,
  'distance-to-reference': distanceToReferenceSql,
  'fraction-of-best': fractionOfBestSql,
  'log-to-best': logToBestSql,
  sigmoid: sigmoidSql,
  sum: sumSql,
  vector: vectorSql,
  max: maxSql,
  linear: linearSql,
  logarithmic: logarithmicSql,
};

/** The step for indicators of each direction: the same methods, taking costs in their own form or turned to -x. */
export const normalizersFor: Readonly<Record<Direction, ColumnStep<readonly ColumnMethod[]>>> = {
  benefit: normalizers,
  cost: columnStep(normalizers.methods.map(method => forCosts(method))),
};

/**
 * The SQL of a method for indicators of a direction.
 *
 * @example normalizerSqlFor('benefit', { method: 'min-max' }) // minMaxSql
 */
export function normalizerSqlFor(
  direction: Direction,
  { method }: { readonly method: keyof typeof normalizersSql },
): ColumnMethodSql | NoSql {
  const sql = normalizersSql[method];
  return direction === 'benefit' ? sql : forCostsSql(methodOf<Normalizer>(normalizers.methods, { method }), sql);
}

/** How indicators are brought to one scale, as written in a model. */
export type NormalizeSpec = z.input<typeof normalizers.spec>;

/**
 * Brings values to a scale on which more is better, each group by itself.
 *
 * Shape: n values to n values. Unit: any to that of the method.
 * Degenerate: missing stays missing; equal values get one value, the middle of a scale that has one.
 * @throws invalid_argument when the spec is wrong or lengths differ
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example normalize([2, 4, 6], oneGroup(3), { method: 'min-max' }, 'cost') // [100, 50, 0]
 */
export function normalize(
  values: Float64Array | readonly (number | null)[],
  groups: Groups,
  spec: NormalizeSpec,
  direction: Direction = 'benefit',
): Float64Array {
  const column = numbers(values);
  const complete = completeSpec(normalizers.spec, spec);
  const { fit, apply } = normalizersFor[direction];
  return apply(column, groups, fit(column, groups, complete), complete);
}
