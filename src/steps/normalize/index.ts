// The normalize step: indicators of any unit to one scale where more is better.
// Laws: missing stays missing; a greater value never scores less (for a cost: never more); direction is turned here alone.
import type * as z from 'zod/mini';
import { columnStep, completeSpec } from '../../expr/columnStep.ts';
import type { ColumnStep } from '../../expr/columnStep.ts';
import type { ColumnMethod } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { borda } from './borda.ts';
import { distanceToBest } from './distanceToBest.ts';
import { distanceToReference } from './distanceToReference.ts';
import { distanceToTarget } from './distanceToTarget.ts';
import { fractionOfBest } from './fractionOfBest.ts';
import { goalposts } from './goalposts.ts';
import { linear } from './linear.ts';
import { logarithmic } from './logarithmic.ts';
import { logToBest } from './logToBest.ts';
import { max } from './max.ts';
import { minMax } from './minMax.ts';
import { forCosts } from './normalizer.ts';
import type { Direction } from './normalizer.ts';
import { percentileRank } from './percentileRank.ts';
import { quantileBands } from './quantileBands.ts';
import { rank } from './rank.ts';
import { robustZ } from './robustZ.ts';
import { sigmoid } from './sigmoid.ts';
import { sum } from './sum.ts';
import { vector } from './vector.ts';
import { zScore } from './zScore.ts';

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

/** The step for indicators of each direction: the same methods, taking costs in their own form or turned to -x. */
export const normalizersFor: Readonly<Record<Direction, ColumnStep<readonly ColumnMethod[]>>> = {
  benefit: normalizers,
  cost: columnStep(normalizers.methods.map(method => forCosts(method))),
};

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
