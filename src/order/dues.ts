// Minimums while a list is filled: who must come now, because so many slots are left and so many are still due.
import { TAKEN } from './lanes.ts';
import { isMember } from './limits.ts';
import type { Minimum } from './limits.ts';

const NONE = -1;

/**
 * Keeps account of the minimums of one page; those that end first are the most urgent.
 *
 * A minimum that more is asked of than there are candidates asks for all of them.
 */
export class Dues {
  readonly minimums: readonly Minimum[];
  readonly #need: number[];
  readonly #cursor: number[];
  readonly #open: Int32Array;

  /** `open`: how many slots that are free to fill stand before each slot. */
  constructor(minimums: readonly Minimum[], order: Uint32Array, end: number, list: Int32Array, open: Int32Array) {
    this.minimums = [...minimums].sort((left, right) => left.first - right.first);
    this.#open = open;
    this.#cursor = this.minimums.map(() => 0);
    this.#need = this.minimums.map(minimum => {
      let there = 0;
      let supply = 0;
      const last = minimum.codes ? end : order.length;
      for (let place = 0; place < last; place++)
        if (order[place] !== TAKEN && isMember(minimum, order[place])) supply++;
      for (let slot = 0; slot < Math.min(minimum.first, list.length); slot++)
        if (list[slot] >= 0 && isMember(minimum, list[slot])) there++;
      return Math.min(supply, Math.max(0, minimum.atLeast - there));
    });
  }

  /** The last of the minimums of which one must be served now; -1 when none must. */
  pressing(slot: number): number {
    let due = 0;
    for (let at = 0; at < this.minimums.length; at++) {
      const end = Math.min(this.minimums[at].first, this.#open.length - 1);
      if (slot >= end) continue;
      due += this.#need[at];
      if (due > 0 && due >= this.#open[end] - this.#open[slot]) return at;
    }
    return NONE;
  }

  /** How many of the minimums up to one a row would serve. */
  served(row: number, last: number): number {
    let count = 0;
    for (let at = 0; at <= last; at++) if (this.#need[at] > 0 && isMember(this.minimums[at], row)) count++;
    return count;
  }

  /** The place of the candidate that serves the most of the minimums up to one, the best of those that suit; else the best; -1 without any. */
  find(last: number, order: Uint32Array, end: number, suits: (row: number) => boolean): number {
    let best = NONE;
    let most = 0;
    for (let at = 0; at <= last; at++) {
      if (this.#need[at] === 0) continue;
      const minimum = this.minimums[at];
      const stop = minimum.codes ? end : order.length;
      const isGone = (place: number): boolean => order[place] === TAKEN || !isMember(minimum, order[place]);
      while (this.#cursor[at] < stop && isGone(this.#cursor[at])) this.#cursor[at]++;
      for (let place = this.#cursor[at]; place < stop; place++) {
        if (isGone(place)) continue;
        const worth = this.served(order[place], last) + (suits(order[place]) ? this.minimums.length : 0);
        if (worth > most || (worth === most && place < best)) {
          most = worth;
          best = place;
        }
        // A single minimum has nothing better to find behind its first candidate that suits.
        if (worth > this.minimums.length && last === 0) break;
      }
    }
    return best;
  }

  /** Counts a row that was given a slot. */
  take(row: number, slot: number): void {
    for (let at = 0; at < this.minimums.length; at++)
      if (this.#need[at] > 0 && slot < this.minimums[at].first && isMember(this.minimums[at], row)) this.#need[at]--;
  }
}
