import { roundToSignificant } from '../../stats/significant.ts';
import { firstRows, orderByCode, orderByNumber } from '../../table/order.ts';
import { apportion } from './apportion.ts';
import type { Apportionment } from './apportion.ts';
import { takeTurns } from './takeTurns.ts';

/** Units listed in categories, one row a listing. */
export interface Listings {
  /** The position of the row's category in the theme; -1: the theme has no part in it. */
  readonly part: Int32Array;
  /** The unit of the row, ids in the order of the keys. */
  readonly unit: Uint32Array;
  /** How good the unit is in this category; NaN: it is no candidate there. */
  readonly score: Float64Array;
}

/** How the categories of a theme share a list. */
export interface MixOptions {
  readonly slots: number;
  /** One share a category, on any scale. */
  readonly shares: readonly number[];
  readonly apportion: Apportionment;
  /** By what share a unit's score grows for every further category of the theme that lists it. */
  readonly several: number;
}

/** One list over several categories. */
export interface Mix {
  /** The listing of each slot; no unit twice. */
  readonly rows: Uint32Array;
  /** Of each category the slots that its share gives it, as far as it has units. */
  readonly planned: Uint32Array;
  /** Of every row how many categories of the theme list its unit; 0: none. */
  readonly serves: Uint32Array;
  /** Of every row the score that it was chosen by. */
  readonly worth: Float64Array;
}

/**
 * One list over several categories: slots by share, categories in turns, each with the best of its units that is not shown yet. Units that
 * several categories of the theme list are preferred, and shown once.
 *
 * Shape: n listings to at most so many slots. Unit: any score; one below 0 is divided instead of multiplied.
 * Degenerate: ties go by unit key; a category that runs out, as its units were shown for others, leaves its slots to the one that lacks most;
 * no candidates: an empty list.
 * @example mix({ part: Int32Array.of(0, 0, 1), unit: Uint32Array.of(0, 1, 2), score: Float64Array.of(7, 9, 5) }, { slots: 2, shares: [1, 1], apportion: 'sainte-lague', several: 0 }).rows // [1, 2]
 */
export function mix({ part, unit, score }: Listings, { slots, shares, apportion: method, several }: MixOptions): Mix {
  const candidates = firstRows(part.length).filter(row => part[row] >= 0 && score[row] === score[row]);
  const serves = categoriesServed(candidates, part, unit, shares.length);
  const worth = new Float64Array(score.length).fill(NaN);
  for (const row of candidates) {
    const factor = 1 + several * (serves[row] - 1);
    worth[row] = score[row] < 0 ? score[row] / factor : score[row] * factor;
  }
  const lists = bestFirst(candidates, part, unit, worth, shares.length);
  const planned = apportion(
    shares,
    slots,
    method,
    lists.map(({ length }) => length),
  );
  const lacking = Int32Array.from(planned);
  const isShown = new Set<number>();
  const next = new Uint32Array(shares.length);
  const rows: number[] = [];
  for (const turn of takeTurns(planned)) {
    const open = firstOpen(turn);
    if (open === -1) break;
    const row = lists[open][next[open]];
    rows.push(row);
    isShown.add(unit[row]);
    lacking[open]--;
  }
  return { rows: Uint32Array.from(rows), planned, serves, worth };

  /** The category whose turn it is when it has a unit left, or the one that lacks the most slots; -1 when all are out of units. */
  function firstOpen(turn: number): number {
    let found = -1;
    for (let at = 0; at < lists.length; at++) {
      while (next[at] < lists[at].length && isShown.has(unit[lists[at][next[at]]])) next[at]++;
      if (next[at] === lists[at].length) continue;
      if (at === turn) return at;
      if (found === -1 || lacking[at] > lacking[found]) found = at;
    }
    return found;
  }
}

function categoriesServed(candidates: Uint32Array, part: Int32Array, unit: Uint32Array, parts: number): Uint32Array {
  const units = candidates.reduce((most, row) => Math.max(most, unit[row] + 1), 0);
  const count = new Uint32Array(units);
  const last = new Int32Array(units).fill(-1);
  const sorted = orderByCode(
    candidates,
    Uint32Array.from(part, each => (each < 0 ? parts : each)),
  );
  for (const row of sorted) {
    if (last[unit[row]] === part[row]) continue;
    last[unit[row]] = part[row];
    count[unit[row]]++;
  }
  const serves = new Uint32Array(part.length);
  for (const row of candidates) serves[row] = count[unit[row]];
  return serves;
}

/** The candidates of each category, the greatest worth first, ties by unit key. */
function bestFirst(
  candidates: Uint32Array,
  part: Int32Array,
  unit: Uint32Array,
  worth: Float64Array,
  parts: number,
): readonly Uint32Array[] {
  const falling = worth.map(each => -roundToSignificant(each));
  const sorted = orderByNumber(orderByCode(candidates, unit), falling);
  return Array.from({ length: parts }, (_, at) => sorted.filter(row => part[row] === at));
}
