// The candidates of a page in their base order, those apart that a limit keeps back; found again when the limit lets go.
import { Lanes, TAKEN } from './lanes.ts';
import { excessAt, NO_KEY } from './limits.ts';
import type { Limit, Pin } from './limits.ts';

const NONE = -1;

/** Finds the best candidate that no limit keeps back, without a look at those that are kept back. */
export class Queue {
  /** The rows in their slots (-1: empty), and in base order (`TAKEN` where one has its slot). */
  list: Int32Array = new Int32Array();
  order: Uint32Array = new Uint32Array();
  readonly #limits: readonly Limit[];
  readonly #codes: readonly Uint32Array[];
  readonly #lanes: Lanes;
  readonly #most: Float64Array;
  readonly #counts: readonly Uint32Array[];
  readonly #waiting: readonly Int32Array[];
  readonly #full: readonly number[][];
  /** Keys of pinned rows, of which what stands ahead counts too; and those of them that are asked again at each slot. */
  readonly #pinned: readonly Set<number>[];
  readonly #held: readonly Set<number>[];
  /** The limit that let a ready lane go: the next of its key follows it. */
  readonly #origin: number[] = [];
  #hasPins = false;
  #ready = NONE;
  #stream = 0;
  #end = 0;

  constructor(limits: readonly Limit[]) {
    this.#limits = limits;
    this.#codes = limits.map(({ codes }) => codes);
    this.#lanes = new Lanes(limits);
    this.#most = new Float64Array(limits.length);
    this.#counts = limits.map(({ keys }) => new Uint32Array(keys));
    this.#waiting = limits.map(({ keys }) => new Int32Array(keys).fill(NONE));
    this.#full = limits.map(() => []);
    this.#pinned = limits.map(() => new Set());
    this.#held = limits.map(() => new Set());
  }

  /** Begins a page: the first `end` of `order` are candidates, those behind are only placed on purpose; `list` holds the pins. */
  start(order: Uint32Array, end: number, list: Int32Array, pins: readonly Pin[]): void {
    this.order = order;
    this.list = list;
    this.#end = end;
    this.#ready = NONE;
    this.#stream = 0;
    this.#hasPins = pins.length > 0;
    this.#limits.forEach(({ atMost, codes }, at) => {
      this.#most[at] = atMost;
      for (const { row } of pins) this.#pinned[at].add(codes[row]);
    });
  }

  /** Forgets the page; only what it touched is set back: of a window, what still stands in the last. */
  clear(): void {
    this.#limits.forEach(({ codes, reach, span }, at) => {
      const kept = reach === 'first' ? this.list.subarray(0, span) : this.list.subarray(-span);
      for (const row of kept) if (row >= 0 && codes[row] !== NO_KEY) this.#counts[at][codes[row]] = 0;
      for (let lane = 0; lane < this.#lanes.count; lane++) {
        const key = codes[this.#lanes.rowOf(lane)];
        if (key !== NO_KEY) this.#waiting[at][key] = NONE;
      }
      this.#full[at].length = 0;
      this.#pinned[at].clear();
      this.#held[at].clear();
    });
    this.#lanes.clear();
    this.#origin.length = 0;
  }

  /** Moves on to a slot: what leaves a window there lets its key go. */
  advance(slot: number): void {
    for (let at = 0; at < this.#limits.length; at++) {
      const { reach, span, atMost } = this.#limits[at];
      if (this.#hasPins && this.#held[at].size > 0) this.#letGo(at, this.#held[at]);
      if (slot < span || (slot > span && reach === 'first')) continue;
      if (reach === 'first') {
        this.#most[at] = Infinity;
        this.#letGo(at, this.#full[at].splice(0));
        continue;
      }
      const row = this.list[slot - span];
      const key = row >= 0 ? this.#codes[at][row] : NO_KEY;
      if (key === NO_KEY || --this.#counts[at][key] !== atMost - 1) continue;
      this.#full[at].splice(this.#full[at].indexOf(key), 1);
      this.#release(at, key);
    }
  }

  /** The place of the best candidate that no limit keeps back; -1 when there is none. It stays until it is put. */
  best(slot: number): number {
    for (;;) {
      const ready = this.#readyHead();
      while (this.#stream < this.#end && this.order[this.#stream] === TAKEN) this.#stream++;
      const isReady = ready !== NONE && (this.#stream >= this.#end || ready < this.#stream);
      const place = isReady ? ready : this.#stream < this.#end ? this.#stream : NONE;
      if (place === NONE) return NONE;
      const row = this.order[place];
      const blocker = this.blockerOf(row, slot);
      if (blocker === NONE) return place;
      if (!isReady) this.#stream++;
      const lane = isReady ? this.#ready : this.#lanes.add(place, row);
      if (isReady) this.#ready = this.#lanes.pop(lane);
      if (lane !== NONE) this.#park(lane, blocker);
      if (isReady) this.#follow(lane, blocker);
    }
  }

  /** The first limit that keeps a row out of a slot, the more important first; -1 when none does. */
  blockerOf(row: number, slot: number): number {
    for (let at = 0; at < this.#codes.length; at++) {
      const key = this.#codes[at][row];
      if (key === NO_KEY) continue;
      if (this.#counts[at][key] >= this.#most[at]) return at;
      if (!this.#hasPins || !this.#pinned[at].has(key)) continue;
      if (excessAt(this.#limits[at], this.list, slot, row) > 0) return at;
    }
    return NONE;
  }

  /** Gives a candidate its slot. */
  put(place: number, slot: number): void {
    this.list[slot] = this.order[place];
    this.order[place] = TAKEN;
    this.pass(slot);
  }

  /** Counts the row of a slot. */
  pass(slot: number): void {
    for (let at = 0; at < this.#codes.length; at++) {
      const key = this.#codes[at][this.list[slot]];
      if (key === NO_KEY || this.#most[at] === Infinity) continue;
      if (++this.#counts[at][key] === this.#most[at]) this.#full[at].push(key);
    }
  }

  /** The places of the best candidate of each key that a limit keeps back. */
  kept(limit: number): number[] {
    const heads = [...this.#full[limit], ...this.#held[limit]].map(key => this.#waitingHead(limit, key));
    return heads.filter(place => place !== NONE);
  }

  #readyHead(): number {
    while (this.#ready !== NONE) {
      const lane = this.#ready;
      const place = this.#lanes.headOf(lane);
      if (place !== NONE && this.order[place] !== TAKEN) return place;
      this.#ready = this.#lanes.pop(lane);
      this.#lanes.skip(lane, this.order);
      this.#follow(lane);
      if (this.#lanes.headOf(lane) !== NONE) this.#ready = this.#lanes.push(this.#ready, lane);
    }
    return NONE;
  }

  #waitingHead(limit: number, key: number): number {
    const roots = this.#waiting[limit];
    while (roots[key] !== NONE) {
      const lane = roots[key];
      const place = this.#lanes.headOf(lane);
      if (place !== NONE && this.order[place] !== TAKEN) return place;
      roots[key] = this.#lanes.pop(lane);
      this.#lanes.skip(lane, this.order);
      if (this.#lanes.headOf(lane) !== NONE) roots[key] = this.#lanes.push(roots[key], lane);
    }
    return NONE;
  }

  #park(lane: number, limit: number): void {
    const key = this.#limits[limit].codes[this.#lanes.rowOf(lane)];
    this.#waiting[limit][key] = this.#lanes.push(this.#waiting[limit][key], lane);
    if (this.#counts[limit][key] < this.#most[limit]) this.#held[limit].add(key);
    else if (this.#most[limit] === 0 && !this.#full[limit].includes(key)) this.#full[limit].push(key);
  }

  /** Makes the best lane of a key ready; those behind it follow when it has gone. */
  #release(limit: number, key: number): void {
    if (this.#waitingHead(limit, key) === NONE) return;
    const lane = this.#waiting[limit][key];
    this.#waiting[limit][key] = this.#lanes.pop(lane);
    this.#origin[lane] = limit;
    this.#ready = this.#lanes.push(this.#ready, lane);
  }

  #letGo(limit: number, keys: Iterable<number>): void {
    for (const key of [...keys]) this.#release(limit, key);
    this.#held[limit].clear();
  }

  /** Lets the next of its key follow a lane, but where the limit that let it go keeps it back again, for a pin further down: then the next too. */
  #follow(lane: number, blocker = NONE): void {
    const limit = this.#origin[lane];
    this.#origin[lane] = NONE;
    if (limit === undefined || limit === NONE || limit === blocker) return;
    const key = this.#codes[limit][this.#lanes.rowOf(lane)];
    if (this.#counts[limit][key] < this.#most[limit]) this.#release(limit, key);
  }
}
