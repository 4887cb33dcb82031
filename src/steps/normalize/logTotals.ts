import type { Groups } from '../../table/groups.ts';
import type { GroupNumbers } from '../../stats/extent.ts';

/** What shares of logarithms are taken of. */
export type LogTotals = { readonly floor: GroupNumbers; readonly total: GroupNumbers; readonly count: GroupNumbers };

/**
 * The sum of the logarithms of each group as a size to divide by, the least value above 0, and how many values there are.
 *
 * Shape: n values to three numbers a group; values of 0 or less count as the floor.
 * Degenerate: equal values: total 0; a sum that cancels to 9 digits: the sum of the logarithms' sizes; no value above 0: floor 1;
 * no values: floor and total NaN, count 0.
 * @example logTotals(Float64Array.of(1, Math.E), oneGroup(2)).total // [1]
 */
export function logTotals(values: Float64Array, { of, count: groupCount }: Groups): LogTotals {
  const floor = new Float64Array(groupCount).fill(Infinity);
  const most = new Float64Array(groupCount).fill(-Infinity);
  const count = new Float64Array(groupCount);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    const group = of[row];
    count[group]++;
    if (value > most[group]) most[group] = value;
    if (value > 0 && value < floor[group]) floor[group] = value;
  }
  const sum = new Float64Array(groupCount);
  const sizes = new Float64Array(groupCount);
  for (let group = 0; group < groupCount; group++)
    if (floor[group] === Infinity) floor[group] = count[group] > 0 ? 1 : NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    const log = Math.log(Math.max(value, floor[of[row]]));
    sum[of[row]] += log;
    sizes[of[row]] += Math.abs(log);
  }
  const total = sum.map((net, group) => {
    if (count[group] === 0) return NaN;
    if (most[group] <= floor[group]) return 0;
    return Math.abs(net) > 1e-9 * sizes[group] ? Math.abs(net) : sizes[group];
  });
  return { floor, total, count };
}
