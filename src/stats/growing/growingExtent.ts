import type { Groups } from '../../table/groups.ts';
import type { Extent } from '../extent.ts';
import { stateAt, withRoom } from './withRoom.ts';

/**
 * The least and greatest value of each group, to which rows are added.
 *
 * Degenerate: a group without values has NaN, as `extent` gives it.
 * @example new GrowingExtent().extent(Uint32Array.of(1)).min // [NaN]
 */
export class GrowingExtent {
  #min: Float64Array = new Float64Array(0);
  #max: Float64Array = new Float64Array(0);

  add(values: Float64Array | Int32Array, { of, count }: Groups): void {
    this.#min = withRoom(this.#min, count, Infinity);
    this.#max = withRoom(this.#max, count, -Infinity);
    const [min, max] = [this.#min, this.#max];
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      const group = of[row];
      if (value < min[group]) min[group] = value;
      if (value > max[group]) max[group] = value;
    }
  }

  /** Makes groups as if no row had been added. */
  empty(groups: Iterable<number>): void {
    for (const group of groups) {
      if (group >= this.#min.length) continue;
      this.#min[group] = Infinity;
      this.#max[group] = -Infinity;
    }
  }

  /** The ends of some groups, in the order asked for. */
  extent(groups: Uint32Array): Extent {
    const min = stateAt(this.#min, groups, Infinity);
    const max = stateAt(this.#max, groups, -Infinity);
    for (let at = 0; at < min.length; at++) if (min[at] > max[at]) min[at] = max[at] = NaN;
    return { min, max };
  }
}
