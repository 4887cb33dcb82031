// The rules of a search: what a placing breaks, and what the slots that are left must break at least.
import type { Board } from './board.ts';
import { excessesFrom } from './draft.ts';
import type { Draft } from './draft.ts';
import { isMember, NO_KEY } from './limits.ts';
import type { Limit, Minimum } from './limits.ts';

/** A limit as a search asks it. */
export interface SearchLimit {
  readonly limit: Limit;
  /** How many of its key there are too many with the row of a slot, counted up to it. */
  readonly excess: (slot: number) => number;
  /** How many rows too many the slots from one on must have at least, whatever stands in them. */
  readonly shortage: (from: number) => number;
  /** How many of the last slots decide what may stand in the next ones. */
  readonly tail: number;
  /** The key of a row in the tail, when so many rows are used (one bit each); -1: nothing of it comes any more. */
  readonly tells: (at: number, used: number) => number;
  /** How many there are too many, from the first slot on that is not searched, in the windows that reach back to those that are. */
  readonly behind: () => Uint32Array;
}

/**
 * A limit on the board of a search. Rows in the first slots of its reach that are not searched count from the start.
 *
 * Degenerate: a row without a key is never too many.
 * @example searchLimit(limit, draft, boardOf(draft, [])).shortage(0) // 1
 */
export function searchLimit(limit: Limit, { list }: Draft, board: Board): SearchLimit {
  const { rows, top, isFilled, placed, isLeft, isWhole } = board;
  const { codes, reach, span, atMost } = limit;
  const words = [...new Set(rows.map(row => codes[row]))].filter(code => code !== NO_KEY);
  const keys = Int8Array.from(rows, row => words.indexOf(codes[row]));
  const most = new Float64Array(words.length).fill(atMost);
  if (reach === 'first')
    for (let slot = top; slot < Math.min(span, list.length); slot++) {
      const key = list[slot] >= 0 ? words.indexOf(codes[list[slot]]) : -1;
      if (key >= 0) most[key]--;
    }
  const end = reach === 'first' ? Math.min(span, top) : top;
  const room = new Float64Array(words.length);
  // The bits of the rows of each key; what stands behind the searched slots always comes.
  const having = new Int32Array(words.length).fill(isWhole ? 0 : 1 << 31);
  for (let at = 0; at < rows.length; at++) if (keys[at] >= 0) having[keys[at]] |= 1 << at;
  const tail = reach === 'first' || span >= list.length ? 0 : span - 1;
  return { limit, excess, shortage, tail, tells, behind };

  function keyIn(slot: number): number {
    return placed[slot] >= 0 ? keys[placed[slot]] : -1;
  }

  function excess(slot: number): number {
    const key = keyIn(slot);
    if (key < 0 || slot >= end) return 0;
    let count = 0;
    for (let at = reach === 'first' ? 0 : Math.max(0, slot - span + 1); at <= slot; at++)
      if (keyIn(at) === key) count++;
    return Math.max(0, count - most[key]);
  }

  // Cut from the end into windows: each takes so many of a key, the first and shorter one what the slots before it leave.
  function shortage(from: number): number {
    if (from >= end) return 0;
    const rest = reach === 'first' ? end - from : (end - from) % span;
    const full = reach === 'first' ? 0 : Math.floor((end - from) / span);
    room.set(most);
    const start = reach === 'first' ? 0 : Math.max(0, from + rest - span);
    for (let slot = start; slot < from; slot++) if (keyIn(slot) >= 0) room[keyIn(slot)]--;
    for (let key = 0; key < room.length; key++) room[key] = full * most[key] + Math.max(0, Math.min(rest, room[key]));
    let wanted = 0;
    for (let slot = from; slot < end; slot++) wanted += isFilled[slot];
    for (let at = 0; at < rows.length && wanted > 0; at++)
      if (isLeft[at] === 1 && (keys[at] < 0 || --room[keys[at]] >= 0)) wanted--;
    return wanted;
  }

  function tells(at: number, used: number): number {
    const key = at >= 0 ? keys[at] : -1;
    return key >= 0 && (having[key] & ~used) !== 0 ? key : -1;
  }

  function behind(): Uint32Array {
    if (reach === 'first' || isWhole) return new Uint32Array();
    const shown = list.slice(0, Math.min(list.length, top + span - 1));
    for (let slot = 0; slot < top; slot++) shown[slot] = placed[slot] >= 0 ? rows[placed[slot]] : -1;
    return excessesFrom(limit, shown, top);
  }
}

/**
 * How many rows a minimum lacks at least, however the slots from one on are filled: a function of that slot.
 *
 * @example searchMinimum(minimum, draft, boardOf(draft, []))(0) // 0
 */
export function searchMinimum(minimum: Minimum, { list }: Draft, board: Board): (from: number) => number {
  const { rows, top, isFilled, placed, isLeft } = board;
  const members = Uint8Array.from(rows, row => (isMember(minimum, row) ? 1 : 0));
  const end = Math.min(minimum.first, top);
  let behind = 0;
  for (let slot = top; slot < Math.min(minimum.first, list.length); slot++)
    if (list[slot] >= 0 && isMember(minimum, list[slot])) behind++;
  return from => {
    let count = behind;
    let free = 0;
    for (let slot = 0; slot < end; slot++) {
      if (slot >= from) free += isFilled[slot];
      else if (placed[slot] >= 0) count += members[placed[slot]];
    }
    let left = 0;
    for (let at = 0; at < rows.length; at++) left += isLeft[at] * members[at];
    return Math.max(0, minimum.atLeast - count - Math.min(free, left));
  };
}
