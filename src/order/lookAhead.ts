// Look-ahead: which keys must come now, so that what is left can still be arranged.
import { TAKEN } from './lanes.ts';
import { NO_KEY } from './limits.ts';
import type { Limit } from './limits.ts';

const NONE = -1;
/** How many candidates of a key are asked whether another limit keeps them back. */
const MOST_TRIES = 64;

/**
 * Keeps a limit of one key in windows of slots feasible, exactly and at a constant cost a slot.
 *
 * With R slots open and c(k) candidates left of key k, the last i·w slots take at most min(c(k), i·m) of each key. So for every i with i·w < R
 * the sum f(i·m) of these must not fall below i·w: that is necessary. f is concave, so of all i only the greatest can fail first. It falls by one
 * when a key with c(k) <= i·m is taken, so when f(i·m) = i·w a key with more left must come ("critical"). Sufficient: were all critical keys in
 * the last w - 1 slots m times, then when R was (i + 1)·w, or else at the start, f would have been below its bound. (At the start that bound
 * is min(c(k), i·m + min(m, R mod w)) in sum against R.) Critical keys are at most w / m, as each brings i·m to a sum of i·w.
 */
export class LookAhead {
  readonly #codes: Uint32Array;
  readonly #span: number;
  readonly #atMost: number;
  readonly #left: Uint32Array;
  readonly #spot: Uint32Array;
  /** The keys, those with the most candidates left first. */
  readonly #keys: Uint32Array;
  #distinct = 0;
  /** How many keys have at least so many candidates left. */
  #having: Uint32Array = new Uint32Array();
  #single = 0;
  #level = 0;
  #supply = 0;
  /** The first candidate of each key and the next of each, made when the first key is critical. */
  #first: Int32Array | null = null;
  #next: Int32Array = new Int32Array();

  constructor({ codes, span, atMost, keys }: Limit) {
    this.#codes = codes;
    this.#span = span;
    this.#atMost = atMost;
    this.#left = new Uint32Array(keys);
    this.#spot = new Uint32Array(keys);
    this.#keys = new Uint32Array(keys);
  }

  /** Counts the candidates of a page. */
  start(rows: Uint32Array, end: number, slots: number): void {
    this.#single = this.#distinct = 0;
    let most = 0;
    for (let at = 0; at < end; at++) {
      const key = this.#codes[rows[at]];
      if (key === NO_KEY) this.#single++;
      else if (++this.#left[key] > most) most = this.#left[key];
      if (key !== NO_KEY && this.#left[key] === 1) this.#keys[this.#distinct++] = key;
    }
    this.#having = new Uint32Array(most + 2);
    for (let at = 0; at < this.#distinct; at++) this.#having[this.#left[this.#keys[at]]]++;
    for (let count = most - 1; count >= 0; count--) this.#having[count] += this.#having[count + 1];
    const next = this.#having.slice(1);
    const keys = this.#keys.slice(0, this.#distinct);
    for (let at = 0; at < keys.length; at++) {
      const spot = next[this.#left[keys[at]]]++;
      this.#keys[spot] = keys[at];
      this.#spot[keys[at]] = spot;
    }
    this.#level = Math.floor((slots - 1) / this.#span);
    this.#supply = this.#level > 0 ? this.#single : 0;
    for (let count = 1; count <= Math.min(most, this.#level * this.#atMost); count++)
      this.#supply += this.#having[count];
  }

  /** Forgets a page. */
  clear(): void {
    for (let at = 0; at < this.#distinct; at++) {
      this.#left[this.#keys[at]] = 0;
      if (this.#first) this.#first[this.#keys[at]] = NONE;
    }
    this.#next = new Int32Array();
  }

  /** What a key must have left more than of candidates to be taken while so many slots are open; 0 when any may be. */
  threshold(open: number): number {
    const level = Math.floor((open - 1) / this.#span);
    while (this.#level > level) this.#lower();
    return level > 0 && this.#supply <= level * this.#span ? level * this.#atMost : 0;
  }

  /** How many candidates of a key are left; of one that is not limited, one. */
  leftOf(key: number): number {
    return key === NO_KEY ? 1 : this.#left[key];
  }

  /** The place of the best candidate that suits, of the keys with more candidates left than a threshold; -1 when there is none. */
  bestCritical(threshold: number, order: Uint32Array, suits: (place: number) => boolean): number {
    let best = NONE;
    const first = this.#listed(order);
    for (let at = 0; at < this.#having[threshold + 1]; at++) {
      const key = this.#keys[at];
      while (first[key] !== NONE && order[first[key]] === TAKEN) first[key] = this.#next[first[key]];
      let place = first[key];
      for (let tries = 0; place !== NONE && tries < MOST_TRIES; tries++) {
        if (best !== NONE && place > best) break;
        if (order[place] !== TAKEN && suits(place)) best = place;
        place = this.#next[place];
      }
    }
    return best;
  }

  take(key: number): void {
    const limit = this.#level * this.#atMost;
    if (key === NO_KEY) {
      this.#single--;
      if (this.#level > 0) this.#supply--;
      return;
    }
    const count = this.#left[key];
    if (count <= limit) this.#supply--;
    // The last of the keys with as many changes places with it: the keys stay in order.
    const last = --this.#having[count];
    const other = this.#keys[last];
    const spot = this.#spot[key];
    this.#keys[spot] = other;
    this.#spot[other] = spot;
    this.#keys[last] = key;
    this.#spot[key] = last;
    this.#left[key] = count - 1;
  }

  #listed(order: Uint32Array): Int32Array {
    this.#first ??= new Int32Array(this.#left.length).fill(NONE);
    if (this.#next.length > 0) return this.#first;
    this.#next = new Int32Array(order.length);
    for (let place = order.length - 1; place >= 0; place--) {
      const key = order[place] === TAKEN ? NO_KEY : this.#codes[order[place]];
      if (key === NO_KEY) continue;
      this.#next[place] = this.#first[key];
      this.#first[key] = place;
    }
    return this.#first;
  }

  #lower(): void {
    const high = Math.min(this.#level * this.#atMost, this.#having.length - 1);
    this.#level--;
    for (let count = this.#level * this.#atMost + 1; count <= high; count++) this.#supply -= this.#having[count];
    if (this.#level === 0) this.#supply = 0;
  }
}
