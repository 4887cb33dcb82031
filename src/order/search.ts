import { boardOf } from './board.ts';
import type { Draft } from './draft.ts';
import { searchLimit, searchMinimum } from './searchRules.ts';

/** How many placings are tried at most, for few rows or where rules stay broken, and for others: these take a millisecond or two. */
const PLACINGS = 30_000;
const FEWER_PLACINGS = 1000;
const FEW_ROWS = 14;
/** Less is rounding. */
const LEAST_GAIN = 1e-9;

/** A list up to a slot: the row of the slot, and the list before it. */
interface Step {
  readonly before: Step | null;
  /** The place of the row on the board; -1: none. */
  readonly at: number;
  /** The rows placed so far, one bit each. */
  readonly used: number;
  /** How far each hard limit is broken so far. */
  readonly broken: readonly number[];
  /** How far the rules are broken in the end at least, the more important first: pins to the first slots, minimums, each hard limit. */
  readonly faults: readonly number[];
  readonly worth: number;
  /** The most that the whole list may be worth. */
  readonly most: number;
}

/**
 * The best rows for the slots of a page, or for the top of a longer one: slot by slot all lists that may still become better than the one there is;
 * of those that let the same follow, only the best goes on.
 *
 * The best list breaks the most important rule least, of such lists the next rule, and so on; of those alike in all it is worth most: the sum of the
 * discounted scores less what soft limits cost. How far a limit is broken is summed over the slots, each by how many of its key there are too many up to it.
 * Shape: changes the list of a draft in place; true when it gained. `outside` are candidates without a slot, the best first.
 * Degenerate: more lists than some placings allow: the most promising go on, and the best may be missed. About 30,000 for up to 14 rows, or where rules stay
 * broken on a page that is searched as a whole; else 1,000.
 * @source Held and Karp (1962), A dynamic programming approach to sequencing problems; Land and Doig (1960), An automatic method of solving discrete programming problems (the bounds)
 * @example search({ list: Int32Array.of(1, 0), fixed: new Uint8Array(2), order: new Uint32Array(), end: 0, scores: Float64Array.of(9, 5), limits: [], minimums: [] }, []) // true
 */
export function search(draft: Draft, outside: readonly number[]): boolean {
  const { list, scores } = draft;
  const board = boardOf(draft, outside);
  const { top, isWhole, isOpen, rows, free, atStart, better, placed, isLeft } = board;
  if (free === 0) return false;
  const worths = Float64Array.from(rows, row => (scores[row] === scores[row] ? scores[row] : 0));
  const discount = Float64Array.from(placed, (_, slot) => 1 / Math.log2(slot + 2));
  const limits = draft.limits.map(limit => searchLimit(limit, draft, board));
  const hard = limits.filter(({ limit }) => limit.cost === Infinity);
  const soft = limits.filter(({ limit }) => limit.cost < Infinity);
  const isPin = draft.minimums.map(({ codes }) => codes === null);
  const lacks = draft.minimums.map(minimum => searchMinimum(minimum, draft, board));
  const tail = Math.max(0, ...limits.map(limit => limit.tail));
  const start: Step = { before: null, at: -1, used: 0, broken: hard.map(() => 0), faults: [], worth: 0, most: 0 };
  let best: Step | null = null;
  let standing = start;
  for (let slot = 0; slot < top; slot++) {
    show(standing, slot);
    // Nothing is held against the list that there is, so that it is never left.
    standing = next(standing, slot, atStart[slot]) ?? standing;
  }
  best = standing;
  let found = searched(isWhole && free <= FEW_ROWS ? PLACINGS : FEWER_PLACINGS);
  best = found ?? best;
  // What keeps all rules is as good as it is: it is the others that need a long look.
  if (isWhole && free > FEW_ROWS && best.faults.some(fault => fault > 0)) found = searched(PLACINGS) ?? found;
  if (!found) return false;
  show(found, top);
  for (let slot = 0; slot < top; slot++) list[slot] = placed[slot] >= 0 ? rows[placed[slot]] : -1;
  return true;

  /** The best list of those that so many placings lead to; null when none is better than the best so far. */
  function searched(placings: number): Step | null {
    const width = Math.ceil(placings / (top * free));
    let layer = [start];
    for (let slot = 0; slot < top && layer.length > 0; slot++) {
      const known = new Map<number, Step[]>();
      for (const step of layer) {
        show(step, slot);
        if (isOpen[slot] === 0) keep(next(step, slot, atStart[slot]), slot, known);
        else
          for (let at = 0; at < free; at++)
            if (isLeft[at] === 1 && (better[at] < 0 || isLeft[better[at]] === 0))
              keep(next(step, slot, at), slot, known);
      }
      layer = [...known.values()].flat();
      if (layer.length > width || slot + 1 === top) layer = layer.sort(compare).slice(0, width);
    }
    return layer[0] ?? null;
  }

  /** Puts a list up to a slot on the board. */
  function show(last: Step, slot: number): void {
    placed.fill(-1);
    isLeft.fill(1);
    for (let at = slot - 1, step: Step | null = last; at >= 0 && step; at--, step = step.before) {
      placed[at] = step.at;
      if (step.at >= 0) isLeft[step.at] = 0;
    }
  }

  /** The list on the board with one row more; null when it cannot become better than the best. */
  function next(before: Step, slot: number, at: number): Step | null {
    placed[slot] = at;
    if (at >= 0) isLeft[at] = 0;
    const step = weighed(before, slot, at);
    placed[slot] = -1;
    if (at >= 0) isLeft[at] = 1;
    return step;
  }

  function weighed(before: Step, slot: number, at: number): Step | null {
    let worth = at >= 0 ? worths[at] : 0;
    for (const { limit, excess } of soft) if (excess(slot) > 0) worth -= limit.cost;
    worth = before.worth + worth * discount[slot];
    const isLast = slot + 1 === top;
    if (isLast)
      for (const { limit, behind } of soft)
        behind().forEach((much, after) => (worth -= much > 0 ? limit.cost / Math.log2(top + after + 2) : 0));
    const most = worth + rest(slot + 1);
    const faults = [0, 0];
    lacks.forEach((lack, minimum) => (faults[isPin[minimum] ? 0 : 1] += lack(slot + 1)));
    let isAhead = best === null;
    for (let rule = 0; rule < 2 && best && !isAhead; rule++) {
      if (faults[rule] > best.faults[rule]) return null;
      isAhead = faults[rule] < best.faults[rule];
    }
    const broken: number[] = [];
    for (let rule = 0; rule < hard.length; rule++) {
      const { excess, shortage, behind } = hard[rule];
      let much = before.broken[rule] + excess(slot);
      if (isLast) for (const more of behind()) much += more;
      broken.push(much);
      const fault = much + shortage(slot + 1);
      faults.push(fault);
      if (isAhead || best === null) continue;
      if (fault > best.faults[rule + 2]) return null;
      isAhead = fault < best.faults[rule + 2];
    }
    if (best && !isAhead && most <= best.most + LEAST_GAIN) return null;
    return { before, at, used: at >= 0 ? before.used | (1 << at) : before.used, broken, faults, worth, most };
  }

  /** The most that the slots from one on may bring: the scores that are left in their order, whatever the rules. */
  function rest(from: number): number {
    let sum = 0;
    let at = 0;
    for (let slot = from; slot < top; slot++) {
      if (isOpen[slot] === 0) {
        if (atStart[slot] >= 0) sum += worths[atStart[slot]] * discount[slot];
        continue;
      }
      while (at < free && isLeft[at] === 0) at++;
      if (at < free) sum += worths[at++] * discount[slot];
    }
    return sum;
  }

  function keep(step: Step | null, slot: number, known: Map<number, Step[]>): void {
    if (!step) return;
    const alike = known.get(step.used);
    if (!alike) return void known.set(step.used, [step]);
    const at = alike.findIndex(other => endAlike(step, other, Math.min(tail, slot + 1)));
    if (at < 0) alike.push(step);
    else if (compare(step, alike[at]) < 0) alike[at] = step;
  }

  /** Whether two lists of the same rows let the same follow. */
  function endAlike(one: Step, other: Step, length: number): boolean {
    let [left, right]: (Step | null)[] = [one, other];
    for (let back = 0; back < length && left && right && left !== right; back++) {
      for (const limit of limits)
        if (back < limit.tail && limit.tells(left.at, one.used) !== limit.tells(right.at, one.used)) return false;
      left = left.before;
      right = right.before;
    }
    return true;
  }
}

/** Below 0 when one list promises more than the other: the more important rules first, then the worth. */
function compare(one: Step, other: Step): number {
  for (let rule = 0; rule < one.faults.length; rule++)
    if (one.faults[rule] !== other.faults[rule]) return one.faults[rule] - other.faults[rule];
  return other.most - one.most;
}
