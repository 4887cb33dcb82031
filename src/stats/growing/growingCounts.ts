import type { Groups } from '../../table/groups.ts';
import { stateAt, withRoom } from './withRoom.ts';

/**
 * How many rows each group has, to which rows are added.
 *
 * @example new GrowingCounts().counts(Uint32Array.of(1)) // [0]
 */
export class GrowingCounts {
  #counts: Float64Array = new Float64Array(0);

  /** Adds the rows that are counted, which are all when no column of 1 and 0 says so. */
  add({ of, count }: Groups, isCounted: Uint8Array | null): void {
    this.#counts = withRoom(this.#counts, count, 0);
    const counts = this.#counts;
    if (isCounted === null) for (let row = 0; row < of.length; row++) counts[of[row]]++;
    else for (let row = 0; row < of.length; row++) counts[of[row]] += isCounted[row];
  }

  /** Makes groups as if no row had been added. */
  empty(groups: Iterable<number>): void {
    for (const group of groups) if (group < this.#counts.length) this.#counts[group] = 0;
  }

  /** The counts of some groups, in the order asked for. */
  counts(groups: Uint32Array): Float64Array {
    return stateAt(this.#counts, groups, 0);
  }
}
