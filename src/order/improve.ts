import { broken, harm, swap, worth } from './draft.ts';
import type { Draft } from './draft.ts';
import { TAKEN } from './lanes.ts';
import { isMember } from './limits.ts';
import { search } from './search.ts';

const FIRST_PAGE = 64;
const SWEEPS = 8;
/** Less is rounding. */
const LEAST_GAIN = 1e-9;

/**
 * Exchanges rows of the first slots as long as the discounted gain rises and no rule is broken more than before.
 *
 * Shape: changes the list of a draft in place: it is the caller's own. Only slots whose row was not chosen for its score are looked at, and
 * those near a change: what was kept back from the others still is. Last a page of up to 24 slots is searched as a whole, the top of a longer one.
 * Degenerate: slots behind the first 64 stay as they are.
 * @example improve({ list: Int32Array.of(1, 0), fixed: new Uint8Array(2), order: new Uint32Array(), end: 0, scores: Float64Array.of(5, 9), limits: [], minimums: [] }, new Uint8Array(2)) // undefined
 */
export function improve(draft: Draft, causes: Uint8Array): void {
  const { list, fixed, limits } = draft;
  const length = Math.min(FIRST_PAGE, list.length);
  if (limits.length === 0 && draft.minimums.length === 0) return;
  const loose = Uint8Array.from({ length }, (_, slot) => (causes[slot] === 0 ? 0 : 1));
  const widest = Math.max(...limits.map(({ span }) => span), 1);
  const isFree = (slot: number): boolean => fixed[slot] === 0 && list[slot] >= 0;
  const outside = outsiders(draft);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let isBetter = false;
    for (let slot = 0; slot < length; slot++) {
      if (loose[slot] === 0 || !isFree(slot)) continue;
      loose[slot] = 0;
      for (let other = slot + 1; other < length; other++) {
        if (!isFree(other) || !isWrongWay(draft, slot, other)) continue;
        if (exchanged(draft, slot, other)) touched(slot, other);
      }
      if (replaced(draft, outside, slot)) touched(slot, slot);
    }
    if (!isBetter) break;

    function touched(slot: number, other: number): void {
      isBetter = true;
      loose.fill(1, Math.max(0, slot - widest), slot + widest);
      loose.fill(1, Math.max(0, other - widest), other + widest);
    }
  }
  search(draft, outside);
}

/** Whether an exchange can do any good: the better row stands behind, or a rule is broken. */
function isWrongWay(draft: Draft, slot: number, other: number): boolean {
  const { list, scores } = draft;
  return scores[list[other]] > scores[list[slot]] || harm(draft, slot) > 0 || harm(draft, other) > 0;
}

function exchanged(draft: Draft, slot: number, other: number): boolean {
  const { list } = draft;
  if (breaksMinimum(draft, list[slot], list[other], slot, other)) return false;
  const worthBefore = worth(draft, slot, other);
  const harmBefore = harm(draft, slot) + harm(draft, other);
  swap(list, slot, other);
  const gain = worth(draft, slot, other) - worthBefore;
  const harmAfter = harm(draft, slot) + harm(draft, other);
  let mended = harmBefore - harmAfter;
  if (harmAfter > 0) {
    const after = broken(draft, slot, other);
    swap(list, slot, other);
    mended = broken(draft, slot, other) - after;
    swap(list, slot, other);
  }
  if (mended > 0 || (mended === 0 && gain > LEAST_GAIN)) return true;
  swap(list, slot, other);
  return false;
}

/** Puts the best candidate that stands outside in the place of a row with a lower score. */
function replaced(draft: Draft, outside: number[], slot: number): boolean {
  const { list, scores } = draft;
  const row = list[slot];
  const worthBefore = worth(draft, slot);
  const harmBefore = harm(draft, slot);
  for (let at = 0; at < outside.length; at++) {
    const candidate = outside[at];
    if (!(scores[candidate] > scores[row]) && harmBefore === 0) continue;
    if (breaksMinimum(draft, row, candidate, slot, list.length)) continue;
    list[slot] = candidate;
    const harmAfter = harm(draft, slot);
    if (harmAfter < harmBefore || (harmAfter === harmBefore && worth(draft, slot) > worthBefore + LEAST_GAIN)) {
      outside[at] = row;
      return true;
    }
    list[slot] = row;
  }
  return false;
}

/** The best candidates that have no slot. */
function outsiders({ order, end }: Draft): number[] {
  const rows: number[] = [];
  for (let place = 0; place < end && rows.length < FIRST_PAGE; place++)
    if (order[place] !== TAKEN) rows.push(order[place]);
  return rows;
}

/** Whether a minimum would be missed, or missed by more, were the rows of two slots exchanged; a slot behind the list stands outside. */
function breaksMinimum({ minimums, list }: Draft, row: number, other: number, slot: number, behind: number): boolean {
  return minimums.some(minimum => {
    const isBetween = slot < minimum.first && behind >= minimum.first;
    if (!isBetween || !isMember(minimum, row) || isMember(minimum, other)) return false;
    let count = 0;
    for (let at = 0; at < Math.min(minimum.first, list.length); at++)
      if (list[at] >= 0 && isMember(minimum, list[at])) count++;
    return count <= minimum.atLeast;
  });
}
