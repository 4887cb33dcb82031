// The missing step: the only one that fills missing values. Law: a value that is there is never changed.
import type * as z from 'zod/mini';
import { columnStep, completeSpec } from '../../expr/columnStep.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { none } from './none.ts';
import { peerMean } from './peerMean.ts';
import { peerMedian } from './peerMedian.ts';
import { value } from './value.ts';

/** The step as fit and apply, with its list of methods. */
export const missing = columnStep([none, value, peerMean, peerMedian]);

/** How missing values are filled, as written in a model. */
export type MissingSpec = z.input<typeof missing.spec>;

/**
 * Fills missing values from the peers or with a stated value; the groups are those given here, whatever `by` a model names.
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
