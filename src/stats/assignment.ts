// Who goes where when places are few and each takes one: the greatest sum of values, exactly.

/** No place: the item is left out. */
export const UNASSIGNED = -1;

/**
 * Puts every item into one of a few places, each of which takes so many, so that the values add up to the most: exact at any size.
 *
 * Items come in one after the other; each takes the way of greatest gain, along which others may be moved on to make room.
 *
 * Shape: one array of n values a place, and how many each place takes (Infinity: any number), to n places; `UNASSIGNED` gives 0.
 * Degenerate: a missing value, or -Infinity: the item cannot go there; of equal ways the one found first, so that items come in a stated order.
 * @source Busacker and Gowen (1961), successive best paths; here over places, because there are few of them
 * @example assign([Float64Array.of(5, 4), Float64Array.of(3, 1)], [1, 1]) // [1, 0]
 */
export function assign(values: readonly Float64Array[], capacity: readonly number[]): Int32Array {
  const items = values[0]?.length ?? 0;
  // Being left out is one more place, which takes all and gives nothing.
  const places = [
    ...values.map(column => column.map(value => (value === value ? value : -Infinity))),
    new Float64Array(items),
  ];
  const room = Float64Array.from([...capacity, Infinity]);
  const of = new Int32Array(items).fill(UNASSIGNED);
  const moves = places.map(() => places.map(() => new Heap()));
  for (let item = 0; item < items; item++) {
    const { from, end } = bestWay(item);
    room[end]--;
    for (let place = end; ; place = from[place]) {
      const previous = from[place];
      const moved = previous === UNASSIGNED ? item : moves[previous][place].top(isIn(previous));
      put(moved, place);
      if (previous === UNASSIGNED) break;
    }
  }
  return of.map(place => (place === places.length - 1 ? UNASSIGNED : place));

  function isIn(place: number): (item: number) => boolean {
    return item => of[item] === place;
  }

  function put(item: number, place: number): void {
    of[item] = place;
    places.forEach((column, to) => {
      const gain = column[item] - places[place][item];
      if (to !== place && gain > -Infinity) moves[place][to].push(item, gain);
    });
  }

  /** The way of greatest gain for a new item: into a place, and on from place to place to one with room. */
  function bestWay(item: number): { from: Int32Array; end: number } {
    const gain = Float64Array.from(places, column => column[item]);
    const from = new Int32Array(places.length).fill(UNASSIGNED);
    // As many rounds as places settle every way (Bellman and Ford); there is no circle of gain in a best assignment.
    for (let round = 0; round < places.length; round++) {
      for (let at = 0; at < places.length; at++) {
        if (gain[at] === -Infinity) continue;
        for (let to = 0; to < places.length; to++) {
          if (to === at) continue;
          const step = moves[at][to].topGain(isIn(at));
          if (gain[at] + step <= gain[to] + tolerance(gain[to]) || isOnWay(from, at, to)) continue;
          gain[to] = gain[at] + step;
          from[to] = at;
        }
      }
    }
    let end = places.length - 1;
    for (let place = places.length - 2; place >= 0; place--)
      if (room[place] > 0 && gain[place] >= gain[end]) end = place;
    return { from, end };
  }
}

function isOnWay(from: Int32Array, start: number, wanted: number): boolean {
  for (let place = start; place !== UNASSIGNED; place = from[place]) if (place === wanted) return true;
  return false;
}

/** Gains that differ by rounding only are equal. */
function tolerance(gain: number): number {
  return Number.isFinite(gain) ? 1e-12 * Math.max(1, Math.abs(gain)) : 0;
}

/** Items by gain, the greatest on top; those that were moved away meanwhile are dropped when they come up. */
class Heap {
  readonly #items: number[] = [];
  readonly #gains: number[] = [];

  push(item: number, gain: number): void {
    let at = this.#items.length;
    while (at > 0 && this.#gains[(at - 1) >> 1] < gain) {
      this.#set(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
    this.#items[at] = item;
    this.#gains[at] = gain;
  }

  topGain(isCurrent: (item: number) => boolean): number {
    while (this.#items.length > 0 && !isCurrent(this.#items[0])) this.#drop();
    return this.#gains[0] ?? -Infinity;
  }

  top(isCurrent: (item: number) => boolean): number {
    this.topGain(isCurrent);
    return this.#items[0];
  }

  #drop(): void {
    // Called only when there is a top.
    const item = this.#items.pop() as number;
    const gain = this.#gains.pop() as number;
    const end = this.#items.length;
    if (end === 0) return;
    let at = 0;
    for (let child = 1; child < end; child = 2 * at + 1) {
      if (child + 1 < end && this.#gains[child + 1] > this.#gains[child]) child++;
      if (this.#gains[child] <= gain) break;
      this.#set(at, child);
      at = child;
    }
    this.#items[at] = item;
    this.#gains[at] = gain;
  }

  #set(to: number, from: number): void {
    this.#items[to] = this.#items[from];
    this.#gains[to] = this.#gains[from];
  }
}
