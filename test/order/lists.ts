// Small lists by hand and all there are, and what the best list of them is.
import type { Limit } from '../../src/order/limits.ts';

/** A limit in any window of slots, from one letter a row. */
export function window(letters: string, span: number, atMost: number, rule = `${atMost} in ${span}`): Limit {
  const words = [...new Set(letters)];
  const codes = Uint32Array.from(letters, letter => words.indexOf(letter));
  return { rule, reach: 'window', span, atMost, codes, keys: words.length, cost: Infinity };
}

/** Whether every limit holds in a list: counted window by window, as the rule is read. */
export function holds(limits: readonly Limit[], list: ArrayLike<number>): boolean {
  return limits.every(({ codes, span, atMost, reach }) => {
    const rows = Array.from(list);
    const windows = reach === 'first' ? [rows.slice(0, span)] : rows.map((_, start) => rows.slice(start, start + span));
    return windows.every(rowsIn => {
      const counts = new Map<number, number>();
      for (const row of rowsIn) counts.set(codes[row], (counts.get(codes[row]) ?? 0) + 1);
      return [...counts.values()].every(count => count <= atMost);
    });
  });
}

/** The discounted gain of a list. */
export function gain(list: ArrayLike<number>, scores: Float64Array): number {
  return Array.from(list).reduce((sum, row, slot) => sum + scores[row] / Math.log2(slot + 2), 0);
}

/** The greatest gain of a list that keeps the limits, by trying all of them; NaN when there is none. */
export function bestGain(limits: readonly Limit[], scores: Float64Array, slots: number): number {
  let best = NaN;
  const list: number[] = [];
  const place = (sum: number): void => {
    if (list.length === slots) {
      if (!(sum <= best)) best = sum;
      return;
    }
    for (let row = 0; row < scores.length; row++) {
      if (list.includes(row)) continue;
      list.push(row);
      if (holds(limits, list)) place(sum + scores[row] / Math.log2(list.length + 1));
      list.pop();
    }
  };
  place(0);
  return best;
}

/** Every way to split a count into parts, the greatest first. */
export function* partitions(count: number, most = count): Generator<number[]> {
  if (count === 0) yield [];
  for (let first = Math.min(count, most); first >= 1; first--)
    for (const rest of partitions(count - first, first)) yield [first, ...rest];
}
