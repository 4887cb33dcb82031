import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';

/** One side of a comparison: how much of each item there is, and its value. */
export interface Weighted {
  readonly amount: Float64Array;
  readonly value: Float64Array;
}

/** The change of a group's weighted mean, in two parts that add up to it. */
export interface MeanChange {
  readonly mix: GroupNumbers;
  readonly value: GroupNumbers;
}

/**
 * Splits the change of a weighted mean into mix (other shares of the items) and value (other values of the items), each taken at the mean
 * of the other's two sides, so that neither the order of the two nor the direction of the comparison matters.
 *
 * Shape: amounts and values of n items before and after to one pair a group. Unit: that of the values.
 * Degenerate: an item that is on one side only has its value on both, so that its coming or going is mix; an item without a value counts on
 * neither side; a group that has nothing on a side: NaN.
 * @source Bennet (1920), The theory of measurement of changes in cost of living; Kitagawa (1955), Components of a difference between two rates
 * @example bennet({ amount: Float64Array.of(1, 1), value: Float64Array.of(10, 20) }, { amount: Float64Array.of(1, 3), value: Float64Array.of(10, 20) }, oneGroup(2)).mix // [2.5]
 */
export function bennet(before: Weighted, after: Weighted, groups: Groups): MeanChange {
  const [totalBefore, totalAfter] = [totals(before, groups), totals(after, groups)];
  const mix = new Float64Array(groups.count);
  const value = new Float64Array(groups.count);
  for (let item = 0; item < groups.of.length; item++) {
    const group = groups.of[item];
    const isBefore = counts(before, item);
    const isAfter = counts(after, item);
    if (!isBefore && !isAfter) continue;
    const shareBefore = isBefore ? before.amount[item] / totalBefore[group] : 0;
    const shareAfter = isAfter ? after.amount[item] / totalAfter[group] : 0;
    const valueBefore = isBefore ? before.value[item] : after.value[item];
    const valueAfter = isAfter ? after.value[item] : before.value[item];
    mix[group] += ((shareAfter - shareBefore) * (valueBefore + valueAfter)) / 2;
    value[group] += ((valueAfter - valueBefore) * (shareBefore + shareAfter)) / 2;
  }
  for (let group = 0; group < groups.count; group++) {
    if (totalBefore[group] === 0 || totalAfter[group] === 0) mix[group] = value[group] = NaN;
  }
  return { mix, value };
}

function counts({ amount, value }: Weighted, item: number): boolean {
  return amount[item] !== 0 && !Number.isNaN(amount[item]) && !Number.isNaN(value[item]);
}

function totals(side: Weighted, { of, count }: Groups): Float64Array {
  const total = new Float64Array(count);
  for (let item = 0; item < of.length; item++) if (counts(side, item)) total[of[item]] += side.amount[item];
  return total;
}
