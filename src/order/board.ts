// The few slots and rows of a search, and what stands where while it goes on.
import type { Draft } from './draft.ts';
import { isMember } from './limits.ts';

/** Pages of so many slots are searched as a whole, of longer ones the top, which weighs most. */
const LONGEST_WHOLE = 24;
const TOP = 12;
/** How many candidates without a slot may come in. */
const OUTSIDERS = 12;
/** One bit each. */
const MOST_ROWS = 30;

/** The slots of a search and the rows for them, by their place among these. */
export interface Board {
  /** How many of the first slots are searched, and whether there are no others. */
  readonly top: number;
  readonly isWhole: boolean;
  /** 1: a row stands there or is to; 1: any row may. */
  readonly isFilled: Uint8Array;
  readonly isOpen: Uint8Array;
  /** The rows that may be placed, the best first, then those that stay where they are. */
  readonly rows: readonly number[];
  /** How many of the rows may be placed. */
  readonly free: number;
  /** The place of the row that stands in each slot at the start; -1: none. */
  readonly atStart: Int8Array;
  /** The last better row that no rule tells from each, which goes before it; -1: none. */
  readonly better: readonly number[];
  /** The place of the row in each slot; -1: none yet. Changes as the search goes on, as the next. */
  readonly placed: Int8Array;
  /** 1: the row has no slot yet. */
  readonly isLeft: Uint8Array;
}

/**
 * The board of a draft: all slots of a page of up to 24, the first 12 of a longer one.
 *
 * Shape: `outside` are candidates without a slot, the best first. A row without a score counts as 0.
 * Degenerate: no slot that is free to fill: no row is.
 * @example boardOf({ list: Int32Array.of(1, 0), fixed: new Uint8Array(2), order: new Uint32Array(), end: 0, scores: Float64Array.of(9, 5), limits: [], minimums: [] }, []).rows // [0, 1]
 */
export function boardOf({ list, fixed, scores, limits, minimums }: Draft, outside: readonly number[]): Board {
  const isWhole = list.length <= LONGEST_WHOLE;
  const top = isWhole ? list.length : TOP;
  const own = Array.from(list.subarray(0, top));
  const isOpen = Uint8Array.from(own, (row, slot) => (fixed[slot] === 0 && row >= 0 ? 1 : 0));
  const open = own.filter((_, slot) => isOpen[slot] === 1);
  const worth = (row: number): number => (scores[row] === scores[row] ? scores[row] : 0);
  const more = open.length > 0 ? outside.slice(0, Math.min(OUTSIDERS, MOST_ROWS - top)) : [];
  const placeable = [...open, ...more].sort((left, right) => worth(right) - worth(left));
  const rows = [...placeable, ...own.filter((row, slot) => isOpen[slot] === 0 && row >= 0)];
  const kinds = rows.map(row =>
    [...limits.map(({ codes }) => codes[row]), ...minimums.map(minimum => isMember(minimum, row))].join(),
  );
  return {
    top,
    isWhole,
    isFilled: Uint8Array.from(own, row => (row >= 0 ? 1 : 0)),
    isOpen,
    rows,
    free: placeable.length,
    atStart: Int8Array.from(own, row => rows.indexOf(row)),
    better: kinds.map((kind, at) => kinds.slice(0, at).lastIndexOf(kind)),
    placed: new Int8Array(top).fill(-1),
    isLeft: new Uint8Array(rows.length).fill(1),
  };
}
