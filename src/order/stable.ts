// Stability: the previous order, changed in at most so many slots toward the one that would be made anew.
import type { Groups } from '../table/groups.ts';
import { CAUSES } from './arrange.ts';
import type { Arranged, Page } from './arrange.ts';
import { harm, shortfall, swap, worth } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Limit } from './limits.ts';

const NONE = -1;
const OUTSIDERS = 64;

/**
 * The previous list of a page: the row of each slot.
 *
 * Degenerate: a slot whose unit is gone or no candidate any more is -1; of two units in one slot the first row counts.
 * @example previousList(Float64Array.of(2, 1), oneGroup(2), 0, Uint8Array.of(1, 1)) // [1, 0]
 */
export function previousList(previous: Float64Array, { of }: Groups, page: number, shown: Uint8Array): Int32Array {
  let length = 0;
  for (let row = 0; row < of.length; row++) if (of[row] === page && previous[row] > length) length = previous[row];
  const list = new Int32Array(length).fill(NONE);
  for (let row = of.length - 1; row >= 0; row--)
    if (of[row] === page && previous[row] >= 1 && shown[row] === 1) list[previous[row] - 1] = row;
  return list;
}

/** What a steady list is held against. */
export interface Steadiness {
  readonly limits: readonly Limit[];
  readonly boosted: Float64Array;
  readonly changes: number;
}

/**
 * A list that differs from the previous one in at most so many slots: pins and gaps first, then the changes that mend the most rules, then
 * those that raise the discounted gain most.
 *
 * Degenerate: when pins and gaps alone are more than may change, these are changed and no others.
 * @example steady({ rows: Int32Array.of(1, 0), causes: new Uint8Array(2) }, { candidates: Uint32Array.of(1, 0), slots: 2 }, Int32Array.of(0, 1), { limits: [], boosted: Float64Array.of(5, 9), changes: 0 }).rows // [0, 1]
 */
export function steady(
  fresh: Arranged,
  page: Page,
  previous: Int32Array,
  { limits, boosted, changes }: Steadiness,
): Arranged {
  const length = fresh.rows.length;
  const before = new Int32Array(length).fill(NONE);
  before.set(previous.subarray(0, length));
  if (differences(fresh.rows, before) <= changes) return fresh;
  const { pins = [], candidates, minimums = [] } = page;
  const list = before.slice();
  const fixed = new Uint8Array(length);
  for (const { slot, row } of pins) {
    const at = list.indexOf(row);
    if (at === NONE) list[slot] = row;
    else if (at !== slot) swap(list, at, slot);
    fixed[slot] = 1;
  }
  const draft: Draft = {
    list,
    fixed,
    order: new Uint32Array(),
    end: 0,
    scores: boosted,
    limits,
    minimums,
  };
  const taken = new Set(list);
  const outside = [...candidates, ...fresh.rows].filter(row => !taken.has(row) && !pins.some(pin => pin.row === row));
  fill(draft, outside);
  while (change(draft, outside, before, changes));
  const causes = Uint8Array.from(list, (row, slot) => {
    if (fixed[slot] === 1) return CAUSES.indexOf('pin');
    if (row === fresh.rows[slot]) return fresh.causes[slot];
    return CAUSES.indexOf(row === before[slot] ? 'stable' : 'exchange');
  });
  return { rows: list, causes };
}

/** How many slots differ. */
function differences(list: Int32Array, before: Int32Array): number {
  let count = 0;
  for (let slot = 0; slot < list.length; slot++) if (list[slot] !== before[slot]) count++;
  return count;
}

/** Fills the gaps with the best candidates that harm the least. */
function fill(draft: Draft, outside: number[]): void {
  const { list } = draft;
  for (let slot = 0; slot < list.length; slot++) {
    if (list[slot] !== NONE) continue;
    let best = 0;
    let least = Infinity;
    for (let at = 0; at < Math.min(OUTSIDERS, outside.length) && least > 0; at++) {
      list[slot] = outside[at];
      const much = harm(draft, slot);
      if (much < least) {
        least = much;
        best = at;
      }
    }
    list[slot] = outside.splice(best, 1)[0] ?? NONE;
  }
}

/** Makes the one change that helps most; false when none helps or may be made. */
function change(draft: Draft, outside: number[], before: Int32Array, changes: number): boolean {
  const { list, fixed } = draft;
  const made = differences(list, before);
  const lack = shortfall(draft);
  let best: { readonly slot: number; readonly other: number; readonly candidate: number } | undefined;
  let bestMend = 0;
  let bestGain = 0;
  for (let slot = 0; slot < list.length; slot++) {
    if (fixed[slot] === 1) continue;
    for (let other = slot + 1; other < list.length; other++) {
      if (fixed[other] === 1) continue;
      const was = harm(draft, slot) + harm(draft, other);
      const worthWas = worth(draft, slot, other);
      swap(list, slot, other);
      weigh(was - harm(draft, slot) - harm(draft, other), worth(draft, slot, other) - worthWas, slot, other, NONE);
      swap(list, slot, other);
    }
    const row = list[slot];
    const was = harm(draft, slot);
    const worthWas = worth(draft, slot);
    for (let at = 0; at < Math.min(OUTSIDERS, outside.length); at++) {
      list[slot] = outside[at];
      weigh(was - harm(draft, slot), worth(draft, slot) - worthWas, slot, NONE, at);
    }
    list[slot] = row;
  }
  if (!best) return false;
  const { slot, other, candidate } = best;
  if (candidate === NONE) swap(list, slot, other);
  else [list[slot], outside[candidate]] = [outside[candidate], list[slot]];
  return true;

  function weigh(mended: number, gain: number, at: number, second: number, outsider: number): void {
    const mend = mended + 1000 * (lack - shortfall(draft));
    const isBetter = mend > bestMend || (mend === bestMend && mend >= 0 && gain > bestGain + 1e-12);
    if (!isBetter || (made <= changes ? differences(list, before) > changes : differences(list, before) >= made))
      return;
    bestMend = mend;
    bestGain = gain;
    best = { slot: at, other: second, candidate: outsider };
  }
}
