// Limits: how often a key may stand in any window of slots, or in the first slots. The rules of a list, on plain columns.
import { MISSING_CODE } from '../table/text.ts';

/** The key of a row that a limit does not concern, such as a brand whose owner is not known. */
export const NO_KEY = MISSING_CODE;

/** At most so many rows of one key in any window of `span` slots, or in the first `span` slots. */
export interface Limit {
  /** What the rule is called where it is explained. */
  readonly rule: string;
  readonly reach: 'window' | 'first';
  readonly span: number;
  readonly atMost: number;
  /** The key of each row, below `keys`; `NO_KEY`: not limited. */
  readonly codes: Uint32Array;
  readonly keys: number;
  /** What one row too many costs in points of score; a limit that is to hold costs `Infinity`. */
  readonly cost: number;
}

/** At least so many rows with a key in the first slots; without codes, `key` is the one row that is meant. */
export interface Minimum {
  readonly rule: string;
  readonly first: number;
  readonly atLeast: number;
  readonly codes: Uint32Array | null;
  readonly key: number;
}

/** A row that stands in a slot, the first of which is 0. */
export interface Pin {
  readonly rule: string;
  readonly slot: number;
  readonly row: number;
}

/** What a list has to keep to, the more important rule first in each kind. */
export interface Rules {
  readonly limits: readonly Limit[];
  readonly minimums: readonly Minimum[];
}

/**
 * Whether a row counts for a minimum.
 *
 * @example isMember({ rule: 'new', first: 5, atLeast: 1, codes: Uint32Array.of(0, NO_KEY), key: 0 }, 1) // false
 */
export function isMember({ codes, key }: Minimum, row: number): boolean {
  return (codes ? codes[row] : row) === key;
}

/**
 * How many rows of a key stand too many around a slot were it taken by one more: the fullest window through it, or the first slots.
 *
 * Shape: the rows of a list (-1: an empty slot), of which that in `slot` is left out.
 * Degenerate: a key that is not limited, or a slot behind the first ones: 0.
 * @example excessAt(limit, Int32Array.of(0, -1), 1, 1) // 1
 */
export function excessAt(limit: Limit, list: Int32Array, slot: number, row: number): number {
  const { codes, span, atMost, reach } = limit;
  const key = codes[row];
  if (key === NO_KEY || (reach === 'first' && slot >= span)) return 0;
  const start = reach === 'first' ? 0 : Math.max(0, slot - span + 1);
  const end = Math.min(list.length, reach === 'first' ? span : slot + span);
  let count = 0;
  let most = 0;
  for (let at = start; at < end; at++) {
    if (at !== slot && list[at] >= 0 && codes[list[at]] === key) count++;
    const left = at - span;
    if (left >= start && left !== slot && list[left] >= 0 && codes[list[left]] === key) count--;
    if (count > most) most = count;
  }
  return Math.max(0, most + 1 - atMost);
}
