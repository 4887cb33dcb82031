// Sums month by month, and whether one series grew faster than another by more than chance.
import { exactSums } from '../stats/exactSum.ts';
import { moments } from '../stats/moments.ts';
import { studentTails } from '../stats/studentT.ts';
import { oneGroup } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import type { Cells } from './cells.ts';
import type { Window } from './months.ts';

/**
 * The sums of groups of cells in each month of a stretch.
 *
 * Shape: one group id a cell to groups × months numbers, a group's months side by side. Degenerate: no cells in a month: 0.
 * @example monthlySums(cells, cells.value, oneGroup(cells.count), { from: 0, to: 1 }).length // 2
 */
export function monthlySums(cells: Cells, values: Float64Array, groups: Groups, { from, to }: Window): Float64Array {
  const length = to - from + 1;
  const outside = groups.count * length;
  const of = new Uint32Array(cells.count);
  for (let cell = 0; cell < cells.count; cell++) {
    const month = cells.month[cell] - from;
    of[cell] = month >= 0 && month < length ? groups.of[cell] * length + month : outside;
  }
  return exactSums(values, { of, count: outside + 1 }).sum.subarray(0, outside);
}

/** Whether one thing outgrew another: the mean lead in logarithms, and how likely chance alone leads so far on either side. */
export interface Lead {
  readonly months: number;
  readonly lead: number;
  readonly chance: number;
}

/**
 * How far one series grew faster than another from the first half of their months to the second, month against month.
 *
 * Each month of the period is held against the same place of the one before: ln(a / a before) - ln(b / b before), and their mean
 * against 0 by Student's t.
 *
 * Shape: two series of 2 × length months. Degenerate: months in which one of the four is not above 0 are left out; fewer than two are
 * left: chance is missing; all leads equal and not 0: chance 0.
 * @source Student (1908), The probable error of a mean (paired)
 * @example leadOf([1, 1, 2, 2], [1, 1, 1, 1], 2).chance // 0
 */
export function leadOf(series: ArrayLike<number>, other: ArrayLike<number>, length: number): Lead {
  const leads: number[] = [];
  for (let month = 0; month < length; month++) {
    const grown = growth(series, month, length) - growth(other, month, length);
    if (Number.isFinite(grown)) leads.push(grown);
  }
  const { mean, deviation } = moments(Float64Array.from(leads), oneGroup(leads.length));
  const error = deviation[0] / Math.sqrt(leads.length);
  const chance = mean[0] === 0 ? 1 : studentTails(mean[0] / error, leads.length - 1);
  return { months: leads.length, lead: mean[0], chance: leads.length < 2 ? NaN : chance };
}

function growth(series: ArrayLike<number>, month: number, length: number): number {
  const [before, now] = [series[month], series[month + length]];
  return before > 0 && now > 0 ? Math.log(now / before) : NaN;
}
