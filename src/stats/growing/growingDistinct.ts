import type { Groups } from '../../table/groups.ts';
import { MISSING_CODE } from '../../table/text.ts';
import { stateAt, withRoom } from './withRoom.ts';

/** A table that is fuller than this is made anew with twice the room. */
const FULLEST = 0.6;
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
  #names: Uint32Array = new Uint32Array(1024);
  #codes: Uint32Array = new Uint32Array(1024);
  #pairs = 0;
  #wasted = 0;
  #count: Float64Array = new Float64Array(0);
  /** The name of each group in the table, from 1. */
  #nameOf: Float64Array = new Float64Array(0);
  #lastName = 0;

  add(codes: Uint32Array, { of, count }: Groups): void {
    this.#count = withRoom(this.#count, count, 0);
    this.#nameOf = withRoom(this.#nameOf, count, 0);
    for (let row = 0; row < codes.length; row++) {
      const group = of[row];
      if (group === 0 || codes[row] === MISSING_CODE) continue;
      if (this.#nameOf[group] === 0) this.#nameOf[group] = ++this.#lastName;
      if (this.#put(this.#nameOf[group], codes[row])) this.#count[group]++;
      if (this.#pairs > FULLEST * this.#codes.length) this.#grow();
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
    const last = this.#codes.length - 1;
    // Odd factors spread both over all bits; the table's length is a power of two.
    const mixed = Math.imul(Math.imul(name, 0x9e3779b1) ^ code, 0x85ebca6b);
    let at = (mixed ^ (mixed >>> 15)) & last;
    while (this.#names[at] !== FREE) {
      if (this.#names[at] === name && this.#codes[at] === code) return false;
      at = (at + 1) & last;
    }
    this.#names[at] = name;
    this.#codes[at] = code;
    this.#pairs++;
    return true;
  }

  #grow(): void {
    const [names, codes] = [this.#names, this.#codes];
    this.#names = new Uint32Array(2 * names.length);
    this.#codes = new Uint32Array(2 * names.length);
    this.#pairs = 0;
    for (let at = 0; at < names.length; at++) if (names[at] !== FREE) this.#put(names[at], codes[at]);
  }
}
