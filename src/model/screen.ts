import { enoughEvidence } from '../steps/indicators/enoughEvidence.ts';
import type { PlannedIndicator } from './plan.ts';

/** Shares that differ by less are the same: a share of 9 in 10 is as much as is asked for, whatever its last digit. */
export const PRESENT_TOLERANCE = 1e-9;

/** What is measured of every unit. */
interface Measured {
  readonly raw: Float64Array;
  readonly evidence: Float64Array | null;
}

/**
 * The share of a model's indicators that each unit has a value of: with enough evidence, and before anything is filled in.
 *
 * Shape: m indicators of n units to n shares from 0 to 1.
 * Degenerate: no units: none.
 * @source COINr 1.1, `get_data_avail` (Dat_Avail)
 * @example presentShare(plan.indicators, indicators, 3) // [1, 1, 1]
 */
export function presentShare(
  planned: readonly PlannedIndicator[],
  raw: readonly Measured[],
  units: number,
): Float64Array {
  const present = new Float64Array(units);
  raw.forEach(({ raw: values, evidence }, position) => {
    const { atLeast } = planned[position];
    const backed = atLeast === null || evidence === null ? values : enoughEvidence(values, evidence, atLeast);
    for (let unit = 0; unit < units; unit++) if (backed[unit] === backed[unit]) present[unit]++;
  });
  return present.map(count => count / raw.length);
}
