// One list arranged by rules: each slot gets the best candidate that the rules let stand there and that leaves the others possible.
import { Dues } from './dues.ts';
import { improve } from './improve.ts';
import { TAKEN } from './lanes.ts';
import { excessAt } from './limits.ts';
import type { Minimum, Pin, Rules } from './limits.ts';
import { LookAhead } from './lookAhead.ts';
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
  const aheads = limits
    .filter(({ cost, reach }) => cost === Infinity && reach === 'window')
    .map(limit => ({ limit, ahead: new LookAhead(limit) }));
  return page => {
    const { pins = [], explore } = page;
    const end = page.candidates.length;
    const order = withMore(page.candidates, [...pins.map(({ row }) => row), ...(explore?.rows ?? [])], page.minimums);
    const slots = Math.min(page.slots, Math.max(end, ...pins.map(({ slot }) => slot + 1)));
    for (const { ahead } of aheads) ahead.start(order, end, slots);
    const list = new Int32Array(slots).fill(NONE);
    const causes = new Uint8Array(slots);
    const fixed = new Uint8Array(slots);
    const pinned = new Set(pins.map(({ row }) => row));
    for (const { slot, row } of pins) {
      if (slot < slots) list[slot] = row;
    }
    if (pins.length > 0)
      for (let place = 0; place < order.length; place++) if (pinned.has(order[place])) order[place] = TAKEN;
    const trials = new Set(explore?.slots);
    const thin = explore && placesOf(order, explore.rows);
    const open = new Int32Array(slots + 1);
    for (let slot = 0; slot < slots; slot++)
      open[slot + 1] = open[slot] + (list[slot] === NONE && !trials.has(slot) ? 1 : 0);
    queue.start(order, end, list);
    const own = [...minimums, ...(page.minimums ?? [])];
    const dues = own.length > 0 ? new Dues(own, order, end, list, open) : null;
    for (let slot = 0; slot < slots; slot++) {
      queue.advance(slot);
      const isPinned = list[slot] !== NONE;
      const place = isPinned ? NONE : choose(slot, slots, { dues, trials, explore: thin, causes, end });
      if (!isPinned && place === NONE) continue;
      if (isPinned) queue.pass(slot);
      else queue.put(place, slot);
      const row = list[slot];
      if (isPinned) causes[slot] = CAUSES.indexOf('pin');
      fixed[slot] = isPinned || trials.has(slot) ? 1 : 0;
      if (!isPinned) dues?.take(row, slot);
      if (place < end) for (const { limit, ahead } of aheads) ahead.take(limit.codes[row]);
    }
    const filled = list.slice();
    improve({ list, fixed, order, end, scores, limits, minimums: own });
    for (let slot = 0; slot < slots; slot++) if (list[slot] !== filled[slot]) causes[slot] = CAUSES.indexOf('exchange');
    queue.list = filled;
    queue.clear();
    for (const { ahead } of aheads) ahead.clear();
    return { rows: list.filter(row => row !== NONE), causes: causes.filter((_, slot) => list[slot] !== NONE) };
  };

  interface Filling {
    readonly dues: Dues | null;
    readonly trials: ReadonlySet<number>;
    /** Places of the rows with thin evidence. */
    readonly explore: readonly number[] | undefined;
    readonly causes: Uint8Array;
    readonly end: number;
  }

  /** The place of the candidate for a slot; -1 when none is left. */
  function choose(slot: number, slots: number, { dues, trials, explore, causes, end }: Filling): number {
    const { order } = queue;
    const fits = (row: number): boolean => queue.blockerOf(row, slot) === NONE;
    const best = queue.best(slot);
    const last = dues ? dues.pressing(slot) : NONE;
    if (dues && last !== NONE && (best === NONE || dues.served(order[best], last) === 0)) {
      const place = dues.find(last, order, end, fits);
      if (place !== NONE) return because('minimum', place);
    }
    if (explore && trials.has(slot)) {
      const place = explore.find(at => order[at] !== TAKEN && fits(order[at]));
      if (place !== undefined) return because('explore', place);
    }
    const soft = softer(slot, best);
    if (soft !== NONE) return because('way', soft);
    if (best === NONE) return because('way', yielding());
    if (last !== NONE) return best;
    for (const { limit, ahead } of aheads) {
      const threshold = ahead.threshold(slots - slot);
      if (threshold === 0 || ahead.leftOf(limit.codes[order[best]]) > threshold) continue;
      const place = ahead.bestCritical(threshold, order, at => at < end && fits(order[at]));
      if (place !== NONE) return because('ahead', place);
    }
    return best;

    function because(cause: Cause, place: number): number {
      causes[slot] = CAUSES.indexOf(cause);
      return place;
    }
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

/** The candidates, and behind them rows that are only placed on purpose. */
function withMore(candidates: Uint32Array, more: readonly number[], minimums: readonly Minimum[] = []): Uint32Array {
  const named = [...more, ...minimums.filter(({ codes }) => codes === null).map(({ key }) => key)];
  if (named.length === 0) return candidates.slice();
  const known = new Set(candidates);
  const added = [...new Set(named)].filter(row => !known.has(row));
  const order = new Uint32Array(candidates.length + added.length);
  order.set(candidates);
  order.set(added, candidates.length);
  return order;
}

function placesOf(order: Uint32Array, rows: Uint32Array): number[] {
  const known = new Map(Array.from(order, (row, place) => [row, place]));
  return Array.from(rows, row => known.get(row) ?? NONE).filter(place => place !== NONE);
}
