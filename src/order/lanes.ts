// Waiting candidates: those with the same keys stand in one lane, the best first; lanes wait in heaps by the place of their first.
import type { Limit } from './limits.ts';

const NONE = -1;

/** Stands in a base order for a candidate that has its slot: the order that the sort made serves as the mark. */
export const TAKEN = 0xffffffff;

/**
 * Lanes of candidates that had to wait, and heaps of lanes.
 *
 * Candidates are known by their place in the base order. A heap is its root: a lane, or -1 when it is empty.
 * @source Fredman, Sedgewick, Sleator, Tarjan (1986), The pairing heap: a new form of self-adjusting heap
 */
export class Lanes {
  readonly #limits: readonly Limit[];
  #count = 0;
  #entries = 0;
  #row: Int32Array = new Int32Array(16);
  #first: Int32Array = new Int32Array(16);
  #last: Int32Array = new Int32Array(16);
  #child: Int32Array = new Int32Array(16);
  #sibling: Int32Array = new Int32Array(16);
  #place: Int32Array = new Int32Array(64);
  #next: Int32Array = new Int32Array(64);
  #table: Int32Array = new Int32Array(64).fill(NONE);

  constructor(limits: readonly Limit[]) {
    this.#limits = limits;
  }

  /** How many lanes there are. */
  get count(): number {
    return this.#count;
  }

  /** A row of a lane, to read its keys from. */
  rowOf(lane: number): number {
    return this.#row[lane];
  }

  /** The place of a lane's first candidate; -1 when none is left. Heaps order lanes by it. */
  headOf(lane: number): number {
    return this.#first[lane] === NONE ? NONE : this.#place[this.#first[lane]];
  }

  /** Drops the first candidates of a lane that stands in no heap, as long as they are taken. */
  skip(lane: number, order: Uint32Array): void {
    let entry = this.#first[lane];
    while (entry !== NONE && order[this.#place[entry]] === TAKEN) entry = this.#next[entry];
    this.#first[lane] = entry;
  }

  /** Puts a candidate at the end of the lane of its keys; gives the lane when it stood empty and is to be put in a heap, else -1. */
  add(place: number, row: number): number {
    const lane = this.#laneOf(row);
    if (this.#entries === this.#place.length) {
      this.#place = doubled(this.#place);
      this.#next = doubled(this.#next);
    }
    const entry = this.#entries++;
    this.#place[entry] = place;
    this.#next[entry] = NONE;
    const isEmpty = this.#first[lane] === NONE;
    if (isEmpty) this.#first[lane] = entry;
    else this.#next[this.#last[lane]] = entry;
    this.#last[lane] = entry;
    return isEmpty ? lane : NONE;
  }

  /** A heap with one lane more, which stands in no other. */
  push(root: number, lane: number): number {
    this.#child[lane] = NONE;
    this.#sibling[lane] = NONE;
    return this.#meld(root, lane);
  }

  /** A heap without its root. */
  pop(root: number): number {
    let waiting = this.#child[root];
    let pairs = NONE;
    while (waiting !== NONE) {
      const left = waiting;
      const right = this.#sibling[left];
      waiting = right === NONE ? NONE : this.#sibling[right];
      this.#sibling[left] = NONE;
      if (right !== NONE) this.#sibling[right] = NONE;
      const pair = this.#meld(left, right);
      this.#sibling[pair] = pairs;
      pairs = pair;
    }
    let merged = NONE;
    while (pairs !== NONE) {
      const pair = pairs;
      pairs = this.#sibling[pair];
      this.#sibling[pair] = NONE;
      merged = this.#meld(merged, pair);
    }
    return merged;
  }

  /** Forgets all lanes, and keeps their room. */
  clear(): void {
    if (this.#count > 0) this.#table.fill(NONE);
    this.#count = this.#entries = 0;
  }

  #meld(left: number, right: number): number {
    if (left === NONE) return right;
    if (right === NONE) return left;
    const isLeft = this.headOf(left) <= this.headOf(right);
    const top = isLeft ? left : right;
    const below = isLeft ? right : left;
    this.#sibling[below] = this.#child[top];
    this.#child[top] = below;
    return top;
  }

  #laneOf(row: number): number {
    const cell = this.#cellOf(row);
    if (this.#table[cell] !== NONE) return this.#table[cell];
    const lane = this.#count++;
    if (lane === this.#row.length) {
      this.#row = doubled(this.#row);
      this.#first = doubled(this.#first);
      this.#last = doubled(this.#last);
      this.#child = doubled(this.#child);
      this.#sibling = doubled(this.#sibling);
    }
    this.#row[lane] = row;
    this.#first[lane] = NONE;
    this.#table[cell] = lane;
    if (2 * this.#count > this.#table.length) this.#widen();
    return lane;
  }

  /** Where the lane of a row's keys stands in the table, or would stand. */
  #cellOf(row: number): number {
    let hash = 0x9e3779b9;
    for (const { codes } of this.#limits) hash = Math.imul(hash ^ codes[row] ^ (hash >>> 15), 0x85ebca6b);
    const mask = this.#table.length - 1;
    let cell = (hash ^ (hash >>> 13)) & mask;
    while (this.#table[cell] !== NONE && !this.#isAlike(this.#row[this.#table[cell]], row)) cell = (cell + 1) & mask;
    return cell;
  }

  #isAlike(left: number, right: number): boolean {
    for (const { codes } of this.#limits) if (codes[left] !== codes[right]) return false;
    return true;
  }

  #widen(): void {
    this.#table = new Int32Array(4 * this.#table.length).fill(NONE);
    for (let lane = 0; lane < this.#count; lane++) this.#table[this.#cellOf(this.#row[lane])] = lane;
  }
}

function doubled(array: Int32Array): Int32Array {
  const wider = new Int32Array(2 * array.length);
  wider.set(array);
  return wider;
}
