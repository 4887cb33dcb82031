import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';

/** Rows by day: those of each day side by side, in the order in which they come. A period is then one stretch of them. */
export interface DayOrder {
  /** The days themselves, ascending. */
  readonly days: () => Int32Array;
  /** Where the rows of a period stand: from the first to the one behind the last. */
  readonly stretch: (period: Period) => Stretch;
  /** Codes of the rows in this order. */
  readonly codes: (codes: Uint32Array) => Uint32Array;
  /** Numbers of the rows in this order; moved once. */
  readonly values: (values: Float64Array) => Float64Array;
  /** A column of the rows in this order; moved once. */
  readonly column: (column: Column) => Column;
}

/** Rows that stand side by side: `to` is the one behind the last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The order of rows by day: counted, not sorted, so that a column is moved in three times the time of a copy.
 *
 * Shape: n days, none of them missing. Degenerate: days that ascend already: nothing is moved or copied.
 * @example dayOrder(Int32Array.of(9, 7, 9)).codes(Uint32Array.of(0, 1, 2)) // [1, 0, 2]
 */
export function dayOrder(days: Int32Array): DayOrder {
  const { first, starts, isAscending } = countedDays(days);
  const moved = new Map<object, unknown>();
  const once = <Kept extends object>(source: Kept, move: () => Kept): Kept => {
    if (isAscending) return source;
    if (!moved.has(source)) moved.set(source, move());
    // One source is always moved in one way.
    return moved.get(source) as Kept;
  };
  const startOf = (day: number): number => starts[Math.max(0, Math.min(day - first, starts.length - 1))];
  const codes = (of: Uint32Array): Uint32Array => (isAscending ? of : movedCodes(of, days, first, starts.slice()));
  const values = (of: Float64Array): Float64Array => once(of, () => movedValues(of, days, first, starts.slice()));
  return {
    days: () => once(days, () => eachDay(first, starts)),
    stretch: ({ start, end }) => ({ from: startOf(start), to: Math.max(startOf(start), startOf(end + 1)) }),
    codes,
    values,
    column: column => once(column, () => movedColumn(column)),
  };

  function movedColumn(column: Column): Column {
    switch (column.type) {
      case 'number':
        return { type: 'number', values: values(column.values) };
      case 'text':
        return { type: 'text', words: column.words, codes: codes(column.codes) };
      case 'date': {
        // Days are moved as the 32 bits that they are.
        const { buffer, byteOffset, length } = column.days;
        return { type: 'date', days: new Int32Array(codes(new Uint32Array(buffer, byteOffset, length)).buffer) };
      }
    }
  }
}

/** The first day, and how many rows stand before each day from it on; one more for the end. */
function countedDays(days: Int32Array): { first: number; starts: Uint32Array; isAscending: boolean } {
  let [first, last] = [Infinity, -Infinity];
  let descents = 0;
  for (let row = 0, before = -Infinity; row < days.length; row++) {
    const day = days[row];
    if (day < first) first = day;
    if (day > last) last = day;
    if (day < before) descents++;
    before = day;
  }
  if (days.length === 0) return { first: 0, starts: new Uint32Array(1), isAscending: true };
  const starts = new Uint32Array(last - first + 2);
  for (let row = 0; row < days.length; row++) starts[days[row] - first + 1]++;
  for (let day = 1; day < starts.length; day++) starts[day] += starts[day - 1];
  return { first, starts, isAscending: descents === 0 };
}

/** Each row goes to the next place of its day. */
function movedCodes(codes: Uint32Array, days: Int32Array, first: number, next: Uint32Array): Uint32Array {
  const moved = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) moved[next[days[row] - first]++] = codes[row];
  return moved;
}

function movedValues(values: Float64Array, days: Int32Array, first: number, next: Uint32Array): Float64Array {
  const moved = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) moved[next[days[row] - first]++] = values[row];
  return moved;
}

function eachDay(first: number, starts: Uint32Array): Int32Array {
  const days = new Int32Array(starts[starts.length - 1]);
  for (let day = 0; day + 1 < starts.length; day++) days.fill(first + day, starts[day], starts[day + 1]);
  return days;
}
