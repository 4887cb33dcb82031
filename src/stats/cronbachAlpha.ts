import { oneGroup } from '../table/groups.ts';
import { moments } from './moments.ts';
import { completeRows } from './completeRows.ts';

/**
 * Cronbach's alpha: how far several columns go together, as answers to one question would; 1 when they are one, about 0 when they have
 * nothing in common, below 0 when they pull apart.
 *
 * Shape: p columns of n values to one number, over the rows that have all. Unit: share, at most 1.
 * Degenerate: one column, fewer than two rows, or a sum that does not vary: NaN.
 * @source Cronbach (1951), Coefficient alpha and the internal structure of tests
 * @example cronbachAlpha([Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6)]) // 0.8888888888888888
 */
export function cronbachAlpha(columns: readonly Float64Array[]): number {
  const items = completeRows(columns);
  const count = items.length;
  if (count < 2) return NaN;
  const total = items[0].map((_, row) => items.reduce((sum, item) => sum + item[row], 0));
  const parts = items.reduce((sum, item) => sum + variance(item), 0);
  const whole = variance(total);
  return whole > 0 ? (count / (count - 1)) * (1 - parts / whole) : NaN;
}

function variance(values: Float64Array): number {
  return moments(values, oneGroup(values.length)).deviation[0] ** 2;
}
