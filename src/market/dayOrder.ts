import type { Period } from '../table/period.ts';
import { codeRoom, numberRoom } from '../table/room.ts';
import type { Column } from '../table/table.ts';

/** Rows by day: those of each day side by side, in the order in which they come. A period is then one stretch of them. */
export interface DayOrder {
  /** The first and the last day; none without rows. */
  readonly ends: Int32Array;
  /** Where the rows of a period stand: from the first to the one behind the last. */
  readonly stretch: (period: Period) => Stretch;
  /** The days of a stretch, ascending. */
  readonly days: (stretch: Stretch) => Int32Array;
  /** Numbers of all rows in this order; moved once. */
  readonly values: (values: Float64Array) => Float64Array;
  /** The same for now: moved to where the next ones go, in memory that is there already. */
  readonly passing: (values: Float64Array) => Float64Array;
  /** Where the rows of each day of a stretch end, counted from its start. */
  readonly dayEnds: (stretch: Stretch) => Uint32Array;
  /** A column in this order, as far as a stretch goes; no numbers that were moved already are copied. */
  readonly column: (column: Column, stretch: Stretch) => Column;
  /** Takes the codes of all rows, block after block, and puts each where its row stands. */
  readonly writer: (into: Uint32Array) => (block: Uint32Array) => void;
}

/** Rows that stand side by side: `to` is the one behind the last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The order of rows by day: counted, not sorted, so that a column is moved in some times the time of a copy.
 *
 * Shape: n days, none of them missing. Degenerate: days that ascend already: nothing is moved.
 * @example dayOrder(Int32Array.of(9, 7, 9)).values(Float64Array.of(1, 2, 3)) // [2, 1, 3]
 */
export function dayOrder(days: Int32Array): DayOrder {
  const { first, last, starts, isAscending } = countedDays(days);
  const all = { from: 0, to: days.length };
  const moved = new Map<Float64Array, Float64Array>();
  const startOf = (day: number): number => starts[Math.max(0, Math.min(day - first, starts.length - 1))];
  const daysOf = (stretch: Stretch): Int32Array =>
    isAscending ? days.subarray(stretch.from, stretch.to) : eachDay(first, starts, stretch);
  let room: Float64Array | undefined;
  const passing = (of: Float64Array): Float64Array => {
    const whole = isAscending ? of : moved.get(of);
    return whole ?? movedValues(of, days, first, placesOf(starts, all), (room ??= numberRoom(days.length + 1)));
  };
  const valuesOf = (of: Float64Array, stretch: Stretch): Float64Array => {
    const whole = isAscending ? of : moved.get(of);
    if (whole) return whole.subarray(stretch.from, stretch.to);
    const places = placesOf(starts, stretch);
    return movedValues(of, days, first, places, numberRoom(places.size + 1));
  };
  const codesOf = (of: Uint32Array, stretch: Stretch): Uint32Array => {
    if (isAscending) return of.subarray(stretch.from, stretch.to);
    const places = placesOf(starts, stretch);
    const into = codeRoom(places.size + 1);
    moveCodes(of, days, first, places, into);
    return into.subarray(0, places.size);
  };
  return {
    ends: days.length === 0 ? new Int32Array(0) : Int32Array.of(first, last),
    stretch: ({ start, end }) => ({ from: startOf(start), to: Math.max(startOf(start), startOf(end + 1)) }),
    days: daysOf,
    dayEnds: ({ from, to }) =>
      starts.filter((end, day) => end > from && end <= to && end > starts[day - 1]).map(end => end - from),
    passing,
    values(of) {
      const whole = passing(of);
      if (whole.buffer === room?.buffer) {
        moved.set(of, whole);
        room = undefined;
      }
      return whole;
    },
    column(column, stretch) {
      switch (column.type) {
        case 'number':
          return { type: 'number', values: valuesOf(column.values, stretch) };
        case 'text':
          return { type: 'text', words: column.words, codes: codesOf(column.codes, stretch) };
        case 'date': {
          if (column.days === days) return { type: 'date', days: daysOf(stretch) };
          // Days are moved as the 32 bits that they are.
          const { buffer, byteOffset, length } = column.days;
          const bits = codesOf(new Uint32Array(buffer, byteOffset, length), stretch);
          return { type: 'date', days: new Int32Array(bits.buffer, bits.byteOffset, bits.length) };
        }
      }
    },
    writer(into) {
      const places = placesOf(starts, all);
      let at = 0;
      return block => {
        const ofBlock = days.subarray(at, at + block.length);
        if (isAscending) into.set(block, at);
        else moveCodes(block, ofBlock, first, places, into);
        at += block.length;
      };
    },
  };
}

/** The first and the last day, and how many rows stand before each day from the first on; one more for the end. */
interface CountedDays {
  readonly first: number;
  readonly last: number;
  readonly starts: Uint32Array;
  readonly isAscending: boolean;
}

function countedDays(days: Int32Array): CountedDays {
  if (days.length === 0) return { first: 0, last: -1, starts: new Uint32Array(1), isAscending: true };
  const isAscending = ascend(days);
  const { first, last } = isAscending ? { first: days[0], last: days[days.length - 1] } : endsOf(days);
  const starts = new Uint32Array(last - first + 2);
  for (let row = 0; row < days.length; row++) starts[days[row] - first + 1]++;
  for (let day = 1; day < starts.length; day++) starts[day] += starts[day - 1];
  return { first, last, starts, isAscending };
}

function ascend(days: Int32Array): boolean {
  for (let row = 1; row < days.length; row++) if (days[row] < days[row - 1]) return false;
  return true;
}

/** Whole numbers all along: from an infinite one on, each comparison would be one of doubles. */
function endsOf(days: Int32Array): Pick<CountedDays, 'first' | 'last'> {
  let [first, last] = [days[0], days[0]];
  for (let row = 1; row < days.length; row++) {
    const day = days[row];
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { first, last };
}

/** Where the next row of each day goes. Rows outside of the stretch go to the place behind it, one over the other: not to ask is faster. */
interface Places {
  readonly next: Uint32Array;
  readonly step: Uint8Array;
  readonly size: number;
}

function placesOf(starts: Uint32Array, { from, to }: Stretch): Places {
  const isInside = (start: number): boolean => start >= from && start < to;
  return {
    next: starts.map(start => (isInside(start) ? start - from : to - from)),
    step: Uint8Array.from(starts, start => (isInside(start) ? 1 : 0)),
    size: to - from,
  };
}

function moveCodes(
  codes: Uint32Array,
  days: Int32Array,
  first: number,
  { next, step }: Places,
  into: Uint32Array,
): void {
  for (let row = 0; row < codes.length; row++) {
    const day = days[row] - first;
    const to = next[day];
    into[to] = codes[row];
    next[day] = to + step[day];
  }
}

function movedValues(
  values: Float64Array,
  days: Int32Array,
  first: number,
  { next, step, size }: Places,
  into: Float64Array,
): Float64Array {
  for (let row = 0; row < values.length; row++) {
    const day = days[row] - first;
    const to = next[day];
    into[to] = values[row];
    next[day] = to + step[day];
  }
  return into.subarray(0, size);
}

function eachDay(first: number, starts: Uint32Array, { from, to }: Stretch): Int32Array {
  const days = new Int32Array(to - from);
  for (let day = 0; day + 1 < starts.length; day++) {
    const [start, end] = [Math.max(starts[day], from), Math.min(starts[day + 1], to)];
    if (start < end) days.fill(first + day, start - from, end - from);
  }
  return days;
}
