import { shortfall, worth } from './draft.ts';
import type { Draft } from './draft.ts';
import { excessAt, isMember } from './limits.ts';

/** How many slots from the top are searched: they weigh most. */
const TOP = 12;
/** How many placings are tried; small lists are searched to their end with fewer. */
const MOST_TRIES = 1000;

/** Less is rounding. */
const LEAST_GAIN = 1e-9;

/** Candidates that the rules cannot tell apart, the best first. */
interface Kind {
  readonly rows: number[];
  used: number;
}

/**
 * The best rows for the first slots, by branch and bound: slot after slot the best candidate of each kind that keeps the hard limits, left as soon
 * as what may still come cannot reach the best list so far. Slots behind stay as they are.
 *
 * Shape: changes the list of a draft in place; true when it gained. `outside` are candidates without a slot, the best first.
 * Degenerate: where no list keeps the hard limits, it stays as it is. After 1,000 placings the best list so far is taken.
 * @source Land and Doig (1960), An automatic method of solving discrete programming problems
 * @example searchTop({ list: Int32Array.of(1, 0), fixed: new Uint8Array(2), order: new Uint32Array(), end: 0, scores: Float64Array.of(9, 5), limits: [], minimums: [] }, []) // true
 */
export function searchTop(draft: Draft, outside: number[]): boolean {
  const { list, fixed, scores, limits } = draft;
  const hard = limits.filter(({ cost }) => cost === Infinity);
  const slots = Array.from({ length: Math.min(TOP, list.length) }, (_, slot) => slot).filter(
    slot => fixed[slot] === 0 && list[slot] >= 0,
  );
  const before = slots.map(slot => list[slot]);
  const isBroken = slots.some((slot, at) => hard.some(limit => excessAt(limit, list, slot, before[at]) > 0));
  const lack = shortfall(draft);
  const rows = [...before, ...outside.slice(0, TOP)].sort((left, right) => scores[right] - scores[left]);
  const kinds = kindsOf(draft, rows);
  let best = isBroken || slots.length === 0 ? -Infinity : worth(draft, ...slots);
  const isUsed = new Set<number>();
  if (slots.length === 0 || best >= bound(0) - LEAST_GAIN) return false;
  let found: number[] | undefined;
  let tries = 0;
  for (const slot of slots) list[slot] = -1;
  place(0, 0);
  slots.forEach((slot, at) => (list[slot] = (found ?? before)[at]));
  if (!found) return false;
  const shown = new Set(found);
  const left = [...before, ...outside].filter(row => !shown.has(row));
  outside.splice(0, outside.length, ...left.sort((one, other) => scores[other] - scores[one]));
  return true;

  function place(at: number, sum: number): void {
    if (at === slots.length) return finish();
    for (const kind of kinds) {
      if (tries >= MOST_TRIES) return;
      const row = kind.rows[kind.used];
      if (row === undefined) continue;
      const slot = slots[at];
      const gain = scores[row] / Math.log2(slot + 2);
      tries++;
      if (hard.some(limit => excessAt(limit, list, slot, row) > 0)) continue;
      list[slot] = row;
      kind.used++;
      isUsed.add(row);
      if (sum + gain + bound(at + 1) > best + LEAST_GAIN) place(at + 1, sum + gain);
      isUsed.delete(row);
      kind.used--;
      list[slot] = -1;
    }
  }

  /** The most that the slots from one on may bring: the scores that are left in their order, whatever the rules. */
  function bound(from: number): number {
    let sum = 0;
    let at = from;
    for (const row of rows) {
      if (at === slots.length) break;
      if (!isUsed.has(row)) sum += scores[row] / Math.log2(slots[at++] + 2);
    }
    return sum;
  }

  function finish(): void {
    const value = worth(draft, ...slots);
    if (value <= best + LEAST_GAIN || shortfall(draft) > lack) return;
    best = value;
    found = slots.map(slot => list[slot]);
  }
}

function kindsOf({ limits, minimums }: Draft, rows: readonly number[]): Kind[] {
  const kinds = new Map<string, Kind>();
  for (const row of rows) {
    const key = [...limits.map(({ codes }) => codes[row]), ...minimums.map(minimum => isMember(minimum, row))].join();
    const kind = kinds.get(key);
    if (kind) kind.rows.push(row);
    else kinds.set(key, { rows: [row], used: 0 });
  }
  return [...kinds.values()];
}
