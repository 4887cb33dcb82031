// The missing step: the only one that fills missing values. Law: a value that is there is never changed.
import type * as z from 'zod/mini';
import { RatingError } from '../../errors/ratingError.ts';
import { columnStep, completeSpec } from '../../expr/columnStep.ts';
import type { Beside, JointMethod, JointMethodSql } from '../../expr/jointMethod.ts';
import { methodName, methodOf, oneOf } from '../../expr/method.ts';
import type { Anchors, ColumnMethod, ColumnMethodSql, SqlByName } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { globalMedian, globalMedianSql } from './globalMedian.ts';
import { linearInTime, linearInTimeSql } from './linearInTime.ts';
import { none, noneSql } from './none.ts';
import { peerMean, peerMeanSql } from './peerMean.ts';
import { peerMedian, peerMedianSql } from './peerMedian.ts';
import { previousPeriod, previousPeriodSql } from './previousPeriod.ts';
import { regression, regressionSql } from './regression.ts';
import { value, valueSql } from './value.ts';

/** The methods that look at one column only, as fit and apply, with their list. */
export const missing = columnStep([none, value, peerMean, peerMedian, globalMedian]);

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const missingSql: SqlByName<typeof missing.methods, ColumnMethodSql> = {
  none: noneSql,
  value: valueSql,
  'peer-mean': peerMeanSql,
  'peer-median': peerMedianSql,
  'global-median': globalMedianSql,
};

/** The methods that look at several columns: other periods, or other indicators. */
export const jointMethods = [previousPeriod, linearInTime, regression] as const;

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const jointMethodsSql: SqlByName<typeof jointMethods, JointMethodSql> = {
  'previous-period': previousPeriodSql,
  'linear-in-time': linearInTimeSql,
  regression: regressionSql,
};

/** How missing values are filled in a model: one of all methods. */
export const missingSpec = oneOf([...missing.methods, ...jointMethods]);

/** How missing values are filled from the column itself. */
export type MissingSpec = z.input<typeof missing.spec>;

const jointSpec = oneOf(jointMethods);

/** How missing values are filled from several columns. */
export type JointMissingSpec = z.input<typeof jointSpec>;

/**
 * The columns that a method asks for beside its own; null when it asks for none.
 *
 * @example besideOf({ method: 'previous-period', periods: 2 }) // { back: 2, ahead: 0 }
 */
export function besideOf(spec: { readonly method: string }): Beside | null {
  return jointMethods.some(method => methodName(method) === spec.method) ? jointMethodOf(spec).beside(spec) : null;
}

/**
 * Whether what a method learns hangs on units beyond the groups it is given.
 *
 * @example learnsAcross({ method: 'global-median' }) // true
 */
export function learnsAcross(spec: { readonly method: string }): boolean {
  const beside = besideOf(spec);
  return beside === null
    ? (methodOf<ColumnMethod>(missing.methods, spec).isAcross?.(spec) ?? false)
    : beside === 'indicators';
}

/**
 * What a method learns from several columns together; empty where it learns nothing.
 *
 * @throws invalid_argument when no method of several columns has the name
 * @example fitTogether([Float64Array.of(1)], oneGroup(1), { method: 'previous-period' }) // {}
 */
export function fitTogether(
  columns: readonly Float64Array[],
  groups: Groups,
  spec: { readonly method: string },
): Anchors {
  return jointMethodOf(spec).fit?.(columns, groups, spec) ?? {};
}

/**
 * One of several columns with its missing values filled, under anchors learned from these columns or from others.
 *
 * @throws invalid_argument when no method of several columns has the name
 * @example applyTogether([Float64Array.of(7), Float64Array.of(NaN)], 1, oneGroup(1), {}, { method: 'previous-period', periods: 1 }) // [7]
 */
export function applyTogether(
  columns: readonly Float64Array[],
  at: number,
  groups: Groups,
  anchors: Anchors,
  spec: { readonly method: string },
): Float64Array {
  return jointMethodOf(spec).apply(columns, at, groups, anchors, spec);
}

/**
 * Fills missing values from the column itself or with a stated value; the groups are those given here, whatever `by` a model names.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: where a group has nothing to fill with, values stay missing.
 * @throws invalid_argument when the spec is wrong or lengths differ
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3
 * @example fillMissing(Float64Array.of(1, NaN, 4), oneGroup(3), { method: 'peer-median' }) // [1, 2.5, 4]
 */
export function fillMissing(
  values: Float64Array | readonly (number | null)[],
  groups: Groups,
  spec: MissingSpec,
): Float64Array {
  const column = numbers(values);
  const complete = completeSpec(missing.spec, spec);
  return missing.apply(column, groups, missing.fit(column, groups, complete), complete);
}

/**
 * Fills missing values of one of several columns by the others: of `previous-period` and `linear-in-time` they are periods in order
 * of time, of `regression` they are indicators.
 *
 * Shape: columns of n values, and which of them to fill, to n values. Unit: that of the values.
 * Degenerate: where the others tell nothing, values stay missing.
 * @throws invalid_argument when the spec is wrong, lengths differ or there is no such column
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3
 * @example fillTogether([[3, 1], [null, 2]], 1, oneGroup(2), { method: 'previous-period' }) // [3, 2]
 */
export function fillTogether(
  columns: readonly (Float64Array | readonly (number | null)[])[],
  at: number,
  groups: Groups,
  spec: JointMissingSpec,
): Float64Array {
  const all = columns.map(numbers);
  const complete = completeSpec(jointSpec, spec);
  const wrong = all.find(column => column.length !== groups.of.length);
  if (wrong)
    throw new RatingError('invalid_argument', [], `${wrong.length} values, but groups of ${groups.of.length} rows`);
  if (all[at] === undefined)
    throw new RatingError('invalid_argument', [], `no column ${at}; there are ${all.length}, counted from 0`);
  return applyTogether(all, at, groups, fitTogether(all, groups, complete), complete);
}

function jointMethodOf(spec: { readonly method: string }): JointMethod {
  // A method takes the options that its own spec gave.
  return methodOf<JointMethod>(jointMethods, spec);
}
