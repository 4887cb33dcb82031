// The normalize step: indicators of any unit to one scale where more is better.
// Laws: missing stays missing; a greater value never scores less (for a cost: never more); direction is turned here alone.
import type * as z from 'zod/mini';
import { columnStep, completeSpec } from '../../expr/columnStep.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { minMax } from './minMax.ts';
import { percentileRank } from './percentileRank.ts';
import { zScore } from './zScore.ts';

/** The step as fit and apply, with its list of methods. */
export const normalizers = columnStep([minMax, zScore, percentileRank]);

/** How indicators are brought to one scale, as written in a model. */
export type NormalizeSpec = z.input<typeof normalizers.spec>;

/** Whether more of an indicator is better or worse. */
export type Direction = 'benefit' | 'cost';

/**
 * Brings values to a scale on which more is better, each group by itself.
 *
 * Shape: n values to n values. Unit: any to that of the method.
 * Degenerate: missing stays missing; equal values get the middle of the scale.
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
  const column = turned(numbers(values), direction);
  const complete = completeSpec(normalizers.spec, spec);
  return normalizers.apply(column, groups, normalizers.fit(column, groups, complete), complete);
}

/**
 * The values with their sign turned where less is better.
 *
 * Shape: n values to n values; the same array for a benefit.
 * @example turned(Float64Array.of(1, NaN), 'cost') // [-1, NaN]
 */
export function turned(values: Float64Array, direction: Direction): Float64Array {
  if (direction === 'benefit') return values;
  const negative = new Float64Array(values.length);
  // Taken from 0, so that 0 does not become -0, which JSON does not keep.
  for (let row = 0; row < values.length; row++) negative[row] = 0 - values[row];
  return negative;
}
