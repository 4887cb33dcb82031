// One list arranged by rules: each slot gets the best candidate that the rules let stand there and that leaves the others possible.
import { Dues } from './dues.ts';
import { improve } from './improve.ts';
import { TAKEN } from './lanes.ts';
import { excessAt } from './limits.ts';
import type { Minimum, Pin, Rules } from './limits.ts';
import { LookAhead } from './lookAhead.ts';
import { mark, openBefore, placesOf, rowsOf, withMore } from './places.ts';
import { Queue } from './queue.ts';

const NONE = -1;

/** Why a row has its slot; `way` is that a limit had to give way. */
export type Cause = 'score' | 'pin' | 'explore' | 'minimum' | 'ahead' | 'way' | 'exchange' | 'stable';

/** The causes by their code in an arranged list. */
export const CAUSES: readonly Cause[] = ['score', 'pin', 'explore', 'minimum', 'ahead', 'way', 'exchange', 'stable'];

/** What is asked of one page beside the rules of all. */
export interface Page {
  /** Rows, the best first; their scores fall. */
  readonly candidates: Uint32Array;
  /** How many slots the page has; it is as long as there are candidates for. */
  readonly slots: number;
  readonly pins?: readonly Pin[];
  readonly minimums?: readonly Minimum[];
  /** Slots for rows with thin evidence, and these rows, the most promising first. */
  readonly explore?: { readonly slots: readonly number[]; readonly rows: Uint32Array };
}

/** A list: the row of each slot and the code of why it stands there. */
export interface Arranged {
  readonly rows: Int32Array;
  readonly causes: Uint8Array;
}

/**
 * Makes ready to arrange lists of the same rows by the same rules, one after the other, in the memory of the first.
 *
 * Shape: limits whose codes are by row, and one score a row, to a function from a page to its list.
 * Degenerate: no candidates: an empty list. Rules that cannot all hold: soft limits give way first, then the limits from the last, then
 * minimums; the list is full all the same.
 * @example arranger({ limits: [], minimums: [] }, Float64Array.of(5, 9))({ candidates: Uint32Array.of(1, 0), slots: 2 }).rows // [1, 0]
 */
export function arranger({ limits: stated, minimums }: Rules, scores: Float64Array): (page: Page) => Arranged {
  const limits = [...stated.filter(({ cost }) => cost === Infinity), ...stated.filter(({ cost }) => cost < Infinity)];
  const firstSoft = limits.filter(({ cost }) => cost === Infinity).length;
  const queue = new Queue(limits);
  const windows = limits.slice(0, firstSoft).filter(({ reach }) => reach === 'window');
  const aheads = windows.map(limit => new LookAhead(limit));
  const cause = (name: Cause): number => CAUSES.indexOf(name);
  const [pinned, tried, due, ahead, gaveWay, exchange] = (
    ['pin', 'explore', 'minimum', 'ahead', 'way', 'exchange'] as const
  ).map(cause);
  let dues: Dues | null = null;
  let end = 0;
  let slots = 0;
  let why = 0;
  return page => {
    const { explore } = page;
    end = page.candidates.length;
    const named = withMore(page.candidates, [...(page.pins ?? []).map(({ row }) => row), ...rowsOf(page.minimums)]);
    const order = explore ? withMore(named, explore.rows) : named;
    slots = Math.min(page.slots, named.length);
    const pins = (page.pins ?? []).filter(({ slot }) => slot < slots);
    for (const each of aheads) each.start(order, end, slots);
    const list = new Int32Array(slots).fill(NONE);
    const causes = new Uint8Array(slots);
    const fixed = new Uint8Array(slots);
    for (const { slot, row } of pins) {
      list[slot] = row;
      fixed[slot] = 1;
    }
    for (const slot of explore?.slots ?? []) fixed[slot] = 1;
    if (pins.length > 0) mark(order, new Set(pins.map(({ row }) => row)));
    const thin = explore ? placesOf(order, explore.rows) : [];
    queue.start(order, end, list, pins);
    const own = [...minimums, ...(page.minimums ?? [])];
    dues = own.length > 0 ? new Dues(own, order, end, list, openBefore(fixed)) : null;
    for (let slot = 0; slot < slots; slot++) {
      queue.advance(slot);
      const isPinned = list[slot] !== NONE;
      why = isPinned ? pinned : 0;
      const place = isPinned ? end : fixed[slot] === 1 ? trial(slot, thin) : choose(slot);
      if (place === NONE) continue;
      if (isPinned) queue.pass(slot);
      else queue.put(place, slot);
      causes[slot] = why;
      const row = list[slot];
      if (dues !== null && !isPinned) dues.take(row, slot);
      if (place < end) for (let at = 0; at < aheads.length; at++) aheads[at].take(windows[at].codes[row]);
    }
    const filled = list.slice();
    improve({ list, fixed, order, end, scores, limits, minimums: own }, causes);
    for (let slot = 0; slot < slots; slot++) if (list[slot] !== filled[slot]) causes[slot] = exchange;
    queue.list = filled;
    queue.clear();
    for (const each of aheads) each.clear();
    if (!list.includes(NONE)) return { rows: list, causes };
    return { rows: list.filter(row => row !== NONE), causes: causes.filter((_, slot) => list[slot] !== NONE) };
  };

  /** The place of the candidate for a slot; -1 when none is left. */
  function choose(slot: number): number {
    const { order } = queue;
    const best = queue.best(slot);
    const last = dues === null ? NONE : dues.pressing(slot);
    if (dues !== null && last !== NONE) {
      if (best !== NONE && dues.served(order[best], last) > 0) return best;
      const place = dues.find(last, order, end, row => queue.blockerOf(row, slot) === NONE);
      if (place !== NONE) return because(due, place);
    }
    const soft = firstSoft < limits.length ? softer(slot, best) : NONE;
    if (soft !== NONE) return because(gaveWay, soft);
    if (best === NONE) return because(gaveWay, yielding());
    for (let at = 0; at < aheads.length; at++) {
      const threshold = aheads[at].threshold(slots - slot);
      if (threshold === 0 || aheads[at].leftOf(windows[at].codes[order[best]]) > threshold) continue;
      const place = urgent(aheads[at], threshold, slot);
      if (place !== NONE) return because(ahead, place);
    }
    return best;
  }

  function because(code: number, place: number): number {
    why = code;
    return place;
  }

  /** The best candidate of the keys that must come now. */
  function urgent(look: LookAhead, threshold: number, slot: number): number {
    const { order } = queue;
    return look.bestCritical(threshold, order, place => place < end && queue.blockerOf(order[place], slot) === NONE);
  }

  /** The most promising row with thin evidence that may stand in a slot; without one, the slot is filled as any other. */
  function trial(slot: number, thin: readonly number[]): number {
    const { order } = queue;
    const place = thin.find(at => order[at] !== TAKEN && queue.blockerOf(order[at], slot) === NONE);
    return place === undefined ? choose(slot) : because(tried, place);
  }

  /** A candidate that only soft limits keep back and whose score is worth what they cost; -1 when there is none. */
  function softer(slot: number, best: number): number {
    let found = NONE;
    let worth = best === NONE ? -Infinity : scores[queue.order[best]];
    for (let at = firstSoft; at < limits.length; at++) {
      for (const place of queue.kept(at)) {
        const row = queue.order[place];
        const blocker = queue.blockerOf(row, slot);
        if (blocker !== NONE && blocker < firstSoft) continue;
        let value = scores[row];
        for (let soft = firstSoft; soft < limits.length; soft++)
          if (excessAt(limits[soft], queue.list, slot, row) > 0) value -= limits[soft].cost;
        if (value > worth) {
          worth = value;
          found = place;
        }
      }
    }
    return found;
  }

  /** The best candidate of those that the least important limit keeps back. */
  function yielding(): number {
    for (let at = limits.length - 1; at >= 0; at--) {
      const places = queue.kept(at);
      if (places.length > 0) return Math.min(...places);
    }
    return NONE;
  }
}
