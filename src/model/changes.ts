// Values that the steps made, so that nobody takes them for measured ones.
import { firstWhere } from '../stats/firstWhere.ts';
import type { IndicatorStages } from './indicatorStages.ts';

/** The values of one indicator that a step changed, on the scale of its transform. */
export interface ChangedValues {
  readonly id: string;
  /** Which units, ascending; the values stand beside them. */
  readonly units: Uint32Array;
  /** Missing where a value was filled in. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** The values that were filled in, and those that were treated as outliers; indicators without any are left out. */
export interface Changes {
  readonly filled: readonly ChangedValues[];
  readonly treated: readonly ChangedValues[];
}

/**
 * What the steps `missing` and `outliers` changed.
 *
 * Degenerate: a missing value that stays missing is not changed; of a group whose logarithm was taken, all values are.
 * @example changesOf(result.indicators).filled // [] when nothing is missing
 */
export function changesOf(
  indicators: readonly Pick<IndicatorStages, 'id' | 'transformed' | 'filled' | 'treated'>[],
): Changes {
  return {
    filled: indicators.flatMap(({ id, transformed, filled }) => changedValues(id, transformed, filled)),
    treated: indicators.flatMap(({ id, filled, treated }) => changedValues(id, filled, treated)),
  };
}

/**
 * The value that a unit had before a step changed it, and after; undefined where it did not.
 *
 * @example changeOf([{ id: 'a', units: Uint32Array.of(3), before: Float64Array.of(9), after: Float64Array.of(4) }], 'a', 3) // { before: 9, after: 4 }
 */
export function changeOf(
  changes: readonly ChangedValues[],
  id: string,
  unit: number,
): { readonly before: number; readonly after: number } | undefined {
  const found = changes.find(each => each.id === id);
  if (!found) return undefined;
  const at = firstWhere(found.units.length, place => found.units[place] >= unit);
  return found.units[at] === unit ? { before: found.before[at], after: found.after[at] } : undefined;
}

/**
 * How many values were changed.
 *
 * @example countChanged([]) // 0
 */
export function countChanged(changes: readonly ChangedValues[]): number {
  return changes.reduce((count, { units }) => count + units.length, 0);
}

function changedValues(id: string, before: Float64Array, after: Float64Array): ChangedValues[] {
  if (before === after) return [];
  const units: number[] = [];
  for (let unit = 0; unit < before.length; unit++) {
    // A value that is missing after was missing before.
    if (after[unit] === after[unit] && after[unit] !== before[unit]) units.push(unit);
  }
  if (units.length === 0) return [];
  const pick = (values: Float64Array): Float64Array => Float64Array.from(units, unit => values[unit]);
  return [{ id, units: Uint32Array.from(units), before: pick(before), after: pick(after) }];
}
