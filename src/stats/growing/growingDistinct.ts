import type { Groups } from '../../table/groups.ts';
import { MISSING_CODE } from '../../table/text.ts';
import { FULLEST, pairPlace } from './pairNumbers.ts';
import { stateAt, withRoom } from './withRoom.ts';

const FREE = 0;

/**
 * How many distinct codes each group has, to which rows are added: a hash table of the pairs that were seen.
 *
 * A group that is emptied goes on under a new name; the pairs of the old one stay until `isMostlyWaste` says that it is time to begin anew.
 *
 * Shape: eight bytes a place of the table, which is at most 60 percent full. The group 0 is left out.
 * @source Knuth, The Art of Computer Programming 3, 6.4 (open addressing, linear probing)
 * @example new GrowingDistinct().distinct(Uint32Array.of(1)) // [0]
 */
export class GrowingDistinct {
  /** At each place the name of a group, then a code: side by side, because each would miss the cache. */
  #table: Uint32Array = new Uint32Array(2048);
  #pairs = 0;
  #wasted = 0;
  #count: Float64Array = new Float64Array(0);
  /** The name of each group in the table, from 1. */
  #nameOf: Float64Array = new Float64Array(0);
  #lastName = 0;

  add(codes: Uint32Array, { of, count }: Groups): void {
    this.#count = withRoom(this.#count, count, 0);
    this.#nameOf = withRoom(this.#nameOf, count, 0);
    const [counts, nameOf] = [this.#count, this.#nameOf];
    for (let row = 0; row < codes.length; row++) {
      const group = of[row];
      if (group === 0 || codes[row] === MISSING_CODE) continue;
      if (nameOf[group] === 0) nameOf[group] = ++this.#lastName;
      if (!this.#put(nameOf[group], codes[row])) continue;
      counts[group]++;
      if (2 * this.#pairs > FULLEST * this.#table.length) this.#grow();
    }
  }

  /** Makes groups as if no row had been added. */
  empty(groups: Iterable<number>): void {
    for (const group of groups) {
      if (group >= this.#count.length) continue;
      this.#wasted += this.#count[group];
      this.#count[group] = 0;
      this.#nameOf[group] = 0;
    }
  }

  /** Whether most pairs in the table are of groups that were emptied. */
  isMostlyWaste(): boolean {
    return this.#wasted > 1024 && 2 * this.#wasted > this.#pairs;
  }

  /** The counts of some groups, in the order asked for. */
  distinct(groups: Uint32Array): Float64Array {
    return stateAt(this.#count, groups, 0);
  }

  /** Whether the pair was not there before. */
  #put(name: number, code: number): boolean {
    const table = this.#table;
    const places = table.length / 2;
    let at = pairPlace(name, code, places);
    while (table[2 * at] !== FREE) {
      if (table[2 * at] === name && table[2 * at + 1] === code) return false;
      at = (at + 1) & (places - 1);
    }
    table[2 * at] = name;
    table[2 * at + 1] = code;
    this.#pairs++;
    return true;
  }

  #grow(): void {
    const table = this.#table;
    this.#table = new Uint32Array(2 * table.length);
    this.#pairs = 0;
    for (let at = 0; at < table.length; at += 2) if (table[at] !== FREE) this.#put(table[at], table[at + 1]);
  }
}
