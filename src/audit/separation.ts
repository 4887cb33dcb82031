import { sortedByGroup } from '../stats/quantile.ts';
import { roundToSignificant } from '../stats/significant.ts';
import type { Groups } from '../table/groups.ts';

/** How well an indicator tells units from their peers. */
export interface Separation {
  /** The share of the units with a value that have the value most common among their peers. */
  readonly commonest: number;
  /** The share of the peers groups of two units or more in which all have the same value. */
  readonly flatGroups: number;
}

/**
 * How well each column tells units from their peers; values are compared at 12 significant digits.
 *
 * Shape: p columns of n values to p entries. Unit: shares, 0 to 1; groups in which fewer than two units have a value are left out.
 * Degenerate: no group with two values: NaN.
 * @example separations([Float64Array.of(5, 5, 5, 7)], oneGroup(4)) // [{ commonest: 0.75, flatGroups: 0 }]
 */
export function separations(columns: readonly Float64Array[], peers: Groups): Separation[] {
  return columns.map(column => {
    const groups = sortedByGroup(column.map(roundToSignificant), peers).filter(({ length }) => length > 1);
    const units = groups.reduce((sum, { length }) => sum + length, 0);
    const common = groups.map(longestRun);
    return {
      commonest: units === 0 ? NaN : common.reduce((sum, each) => sum + each, 0) / units,
      flatGroups:
        groups.length === 0 ? NaN : groups.filter(({ length }, at) => common[at] === length).length / groups.length,
    };
  });
}

function longestRun(sorted: Float64Array): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < sorted.length; at++) {
    run = at > 0 && sorted[at] === sorted[at - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
