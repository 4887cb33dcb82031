// Small lists by hand and all there are, and what the best list of them is.
import type { Limit, Minimum, Pin } from '../../src/order/limits.ts';

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

/** A page with all that a list for it has to keep to. */
export interface Problem {
  readonly scores: Float64Array;
  readonly slots: number;
  readonly limits: readonly Limit[];
  readonly minimums: readonly Minimum[];
  readonly pins: readonly Pin[];
}

/** What a list is judged by: how far the minimums and each hard limit are broken, then its gain less what soft limits cost. */
export interface Verdict {
  readonly faults: readonly number[];
  readonly worth: number;
}

/** Judges a list as the rules are read: slot by slot, how many of its key there are too many up to it. */
export function verdict({ scores, limits, minimums }: Problem, list: readonly number[]): Verdict {
  const lacks = minimums.map(({ first, atLeast, codes, key }) =>
    Math.max(0, atLeast - list.slice(0, first).filter(row => codes?.[row] === key).length),
  );
  const tooMany = ({ codes, reach, span, atMost }: Limit, slot: number): number => {
    if (reach === 'first' && slot >= span) return 0;
    const shown = list.slice(reach === 'first' ? 0 : Math.max(0, slot - span + 1), slot + 1);
    return Math.max(0, shown.filter(row => codes[row] === codes[list[slot]]).length - atMost);
  };
  const hard = limits.filter(({ cost }) => cost === Infinity);
  const soft = limits.filter(({ cost }) => cost < Infinity);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const paid = (slot: number): number =>
    sum(soft.map(limit => (tooMany(limit, slot) > 0 ? limit.cost / Math.log2(slot + 2) : 0)));
  return {
    faults: [sum(lacks), ...hard.map(limit => sum(list.map((_, slot) => tooMany(limit, slot))))],
    worth: gain(list, scores) - sum(list.map((_, slot) => paid(slot))),
  };
}

/** The best verdict of all lists with the pins in their slots, by trying them; what is broken stays so, and no list is worth more than by its scores alone. */
export function bestVerdict(problem: Problem): Verdict {
  const { scores, slots, minimums, pins } = problem;
  let best: Verdict | undefined;
  const list: number[] = [];
  const isWorse = (): boolean => {
    if (!best) return false;
    const { faults, worth } = verdict({ ...problem, minimums: [] }, list);
    const lacking = minimums.filter(({ first }) => first <= list.length || list.length === slots);
    const all = [verdict({ ...problem, limits: [], minimums: lacking }, list).faults[0], ...faults.slice(1)];
    const at = all.findIndex((fault, rule) => fault !== best?.faults[rule]);
    if (at >= 0) return all[at] > best.faults[at];
    const left = [...scores.keys()].filter(row => !list.includes(row)).slice(0, slots - list.length);
    const most = left.reduce((sum, row, next) => sum + scores[row] / Math.log2(list.length + next + 2), worth);
    return most <= best.worth;
  };
  const place = (): void => {
    if (isWorse()) return;
    if (list.length === slots) {
      best = verdict(problem, list);
      return;
    }
    const here = pins.find(({ slot }) => slot === list.length);
    for (let row = 0; row < scores.length; row++) {
      const pin = pins.find(each => each.row === row);
      if (list.includes(row) || pin !== here) continue;
      list.push(row);
      place();
      list.pop();
    }
  };
  place();
  // Any full list was better than none.
  return best as unknown as Verdict;
}

/** Every way to split a count into parts, the greatest first. */
export function* partitions(count: number, most = count): Generator<number[]> {
  if (count === 0) yield [];
  for (let first = Math.min(count, most); first >= 1; first--)
    for (const rest of partitions(count - first, first)) yield [first, ...rest];
}
