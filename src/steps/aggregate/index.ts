// The aggregate step: the parts of an index into one value a row.
// Laws: missing parts are dropped and the other weights re-scaled; equal parts give that value; a greater part never lowers the index.
import type * as z from 'zod/mini';
import type { AggregateMethod } from '../../expr/aggregateMethod.ts';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodOf, oneOf } from '../../expr/method.ts';
import type { Anchors } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { arithmetic } from './arithmetic.ts';
import { geometric } from './geometric.ts';
import { presentWeight } from './presentWeight.ts';

/** The methods of the step. */
export const aggregateMethods = [arithmetic, geometric] as const satisfies readonly AggregateMethod[];

/** How the parts of an index are combined, told apart by `method`. */
export const aggregateSpec = oneOf(aggregateMethods);

/** How the parts of an index are combined, as written in a model. */
export type AggregateSpec = z.input<typeof aggregateSpec>;

/** Shares of weight are sums of rounded numbers; so much is taken for equal. */
export const SHARE_TOLERANCE = 1e-12;

/**
 * Combines the parts of an index into one value a row.
 *
 * Shape: p columns of n values, p arrays of one weight a group to n values. Unit: that of the parts.
 * Degenerate: rows in which less than `present` of the weight is there are missing, and so are rows with nothing at all.
 * @throws invalid_argument when the spec is wrong
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6
 * @example aggregate([[10, null], [20, 20]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(2), { method: 'arithmetic' }) // [15, 20]
 */
export function aggregate(
  parts: readonly (Float64Array | readonly (number | null)[])[],
  weights: readonly Float64Array[],
  groups: Groups,
  spec: AggregateSpec,
  present = 0,
): Float64Array {
  const columns = parts.map(numbers);
  const anchors = fitAggregate(columns, weights, groups, spec);
  return applyAggregate(columns, weights, groups, anchors, spec, present);
}

/** What the named method learns from the parts; empty where it learns nothing. */
export function fitAggregate(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  spec: AggregateSpec,
): Anchors {
  const complete = completeSpec(aggregateSpec, spec);
  return methodOf<AggregateMethod>(aggregateMethods, complete).fit?.(parts, weights, groups, complete) ?? {};
}

/** The index under anchors learned from these parts or from others. */
export function applyAggregate(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  anchors: Anchors,
  spec: AggregateSpec,
  present: number,
): Float64Array {
  const complete = completeSpec(aggregateSpec, spec);
  const index = methodOf<AggregateMethod>(aggregateMethods, complete).apply(parts, weights, groups, anchors, complete);
  if (present === 0) return index;
  const share = presentWeight(parts, weights, groups);
  return index.map((value, row) => (share[row] >= present - SHARE_TOLERANCE ? value : NaN));
}
