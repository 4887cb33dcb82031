/**
 * Rows by an upper bound of what each is worth, the greatest bound first, ties by row: the heart of a lazy greedy selection.
 *
 * A row's worth only falls while others are selected, so that what it was worth before bounds what it is worth now: only the first
 * row has to be looked at again, and when its worth still is its bound, no other can be better.
 *
 * Shape: m rows and the bound of each, in any order.
 * Degenerate: no rows: `first` is undefined.
 * @source Minoux (1978), Accelerated greedy algorithms for maximizing submodular set functions; the order is a binary heap
 * @example new BoundQueue(Uint32Array.of(4, 2, 1), Float64Array.of(7, 9, 9)).first // 1
 */
export class BoundQueue {
  readonly #rows: Uint32Array;
  readonly #bounds: Float64Array;
  #size: number;

  constructor(rows: Uint32Array, bounds: Float64Array) {
    this.#rows = rows.slice();
    this.#bounds = bounds.slice();
    this.#size = rows.length;
    for (let at = (rows.length >> 1) - 1; at >= 0; at--) this.#sink(at, this.#rows[at], this.#bounds[at]);
  }

  /** The row with the greatest bound. */
  get first(): number | undefined {
    return this.#size > 0 ? this.#rows[0] : undefined;
  }

  /** The bound of the first row. */
  get bound(): number {
    return this.#bounds[0];
  }

  /** Takes the first row out. */
  take(): void {
    this.#size--;
    this.#sink(0, this.#rows[this.#size], this.#bounds[this.#size]);
  }

  /** Gives the first row a lesser bound. */
  lower(bound: number): void {
    this.#sink(0, this.#rows[0], bound);
  }

  /** Puts a row in at a place or as far below as it belongs. */
  #sink(start: number, row: number, bound: number): void {
    const rows = this.#rows;
    const bounds = this.#bounds;
    const size = this.#size;
    let at = start;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(bounds[child + 1], rows[child + 1], bounds[child], rows[child])) child++;
      if (!isBefore(bounds[child], rows[child], bound, row)) break;
      rows[at] = rows[child];
      bounds[at] = bounds[child];
      at = child;
    }
    rows[at] = row;
    bounds[at] = bound;
  }
}

function isBefore(bound: number, row: number, otherBound: number, otherRow: number): boolean {
  return bound > otherBound || (bound === otherBound && row < otherRow);
}
