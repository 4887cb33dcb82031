import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';
import { giniCoefficient } from './giniCoefficient.ts';
import { sortedByGroup } from './quantile.ts';

/** How few have how much of a group's total. */
export interface Concentration {
  /** How many have a part: values above 0. */
  readonly count: GroupNumbers;
  /** Herfindahl and Hirschman: the sum of squared shares, from 1/n to 1. */
  readonly hhi: GroupNumbers;
  /** The share of the four greatest. */
  readonly cr4: GroupNumbers;
  /** The share of the eight greatest. */
  readonly cr8: GroupNumbers;
  readonly gini: GroupNumbers;
}

/**
 * The concentration of each group's total on its members.
 *
 * Shape: one value a member to one number a group each. Unit: shares from 0 to 1 (an HHI of 0.18 is 1,800 points).
 * Degenerate: values that are missing, 0 or below have no part; nobody has one: count 0, all else missing.
 * @source Hirschman (1945), National Power and the Structure of Foreign Trade; Herfindahl (1950); Bain (1951) for concentration ratios
 * @example concentrations(Float64Array.of(50, 30, 20), oneGroup(3)).hhi // [0.38]
 */
export function concentrations(values: Float64Array, groups: Groups): Concentration {
  const made = (): GroupNumbers => new Float64Array(groups.count).fill(NaN);
  const concentration = { count: new Float64Array(groups.count), hhi: made(), cr4: made(), cr8: made(), gini: made() };
  const parts = values.map(value => (value > 0 ? value : NaN));
  sortedByGroup(parts, groups).forEach((sorted, group) => {
    concentration.count[group] = sorted.length;
    if (sorted.length === 0) return;
    let total = 0;
    let squares = 0;
    for (const value of sorted) total += value;
    for (const value of sorted) squares += (value / total) ** 2;
    concentration.hhi[group] = squares;
    concentration.cr4[group] = greatest(sorted, 4) / total;
    concentration.cr8[group] = greatest(sorted, 8) / total;
    concentration.gini[group] = giniCoefficient(sorted);
  });
  return concentration;
}

/** From the least on, as the total is added, so that all of them are exactly all. */
function greatest(sorted: Float64Array, count: number): number {
  let sum = 0;
  for (let at = Math.max(0, sorted.length - count); at < sorted.length; at++) sum += sorted[at];
  return sum;
}
