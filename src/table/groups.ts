// Groups of rows: one id a row. Every group-wise step is one pass over these ids.
import type { Column } from './table.ts';
import { firstRows, orderByCode, sortedByCode } from './order.ts';
import { MISSING_CODE, textColumn, wordPlaces } from './text.ts';
import { MISSING_DAY } from './days.ts';

/** Which group each row is in: ids from 0 to count - 1. */
export interface Groups {
  readonly of: Uint32Array;
  readonly count: number;
  /** Writes the ids of rows from a start on. Where they are had so, `of` is made when it is first read. */
  readonly ids?: (start: number, into: Uint32Array) => void;
}

/** Groups, and a row of each to read its key from. */
export interface KeyedGroups extends Groups {
  readonly firstRow: Uint32Array;
}

/**
 * All rows in one group.
 *
 * @example oneGroup(3).count // 1
 */
export function oneGroup(rows: number): Groups {
  return { of: new Uint32Array(rows), count: 1 };
}

/**
 * Rows grouped by label, groups in code point order of their labels.
 *
 * Degenerate: null is a group of its own, the last.
 * @example groupsOf(['b', 'a', 'b']).of // [1, 0, 1]
 */
export function groupsOf(labels: readonly (string | null)[]): Groups {
  return groupBy([textColumn(labels)], labels.length);
}

/**
 * Rows grouped by the key that several columns make together, groups in order of their keys, whatever the order of the rows.
 *
 * Shape: columns of n rows to n ids; text by code point, dates and numbers ascending, missing last.
 * Degenerate: no columns: one group, also when there are no rows.
 * @example groupBy([textColumn(['b', 'a', 'b'])], 3).firstRow // [1, 0]
 */
export function groupBy(columns: readonly Column[], rows: number): KeyedGroups {
  const [first, ...others] = columns.map(orderedCodes);
  if (first === undefined) return { ...oneGroup(rows), firstRow: new Uint32Array(1) };
  const of = new Uint32Array(rows);
  // A single column is told apart from nothing: one place, whatever the code.
  let groups = crossed(others.length > 0 ? first : onePlace(first), others[0] ?? first, of);
  for (const column of others.slice(1)) groups = crossed(groups, column, of);
  return settled(groups, of);
}

/**
 * Rows grouped by the group that they have in two groupings, groups in the order of the first, then of the second.
 *
 * Degenerate: combinations without rows are no groups.
 * @example crossedGroups({ of: Uint32Array.of(1, 0, 1), count: 2 }, { of: Uint32Array.of(0, 0, 0), count: 1 }).of // [1, 0, 1]
 */
export function crossedGroups({ of, count }: Groups, second: Groups): KeyedGroups {
  const ids = new Uint32Array(of.length);
  const left = { codes: of, places: firstRows(count), count };
  return settled(crossed(left, { codes: second.of, places: firstRows(second.count), count: second.count }, ids), ids);
}

/**
 * The rows of each group side by side, in row order or a stated one: rows[starts[g]] to rows[starts[g + 1] - 1] are those of group g.
 *
 * @example rowsByGroup({ of: Uint32Array.of(1, 0, 1), count: 2 }).rows // [1, 0, 2]
 */
export function rowsByGroup(
  groups: Groups,
  order: Uint32Array = firstRows(groups.of.length),
): { readonly starts: Uint32Array; readonly rows: Uint32Array } {
  const starts = new Uint32Array(groups.count + 1);
  for (let row = 0; row < groups.of.length; row++) starts[groups.of[row] + 1]++;
  for (let group = 0; group < groups.count; group++) starts[group + 1] += starts[group];
  const next = starts.slice();
  const rows = new Uint32Array(groups.of.length);
  for (let at = 0; at < order.length; at++) rows[next[groups.of[order[at]]]++] = order[at];
  return { starts, rows };
}

/** A code a row, and the place of each code among so many; codes that have no place are missing, which goes last. */
interface OrderedCodes {
  readonly codes: Uint32Array;
  readonly places: Uint32Array;
  readonly count: number;
}

/** Groups whose ids stand at the place of each row's code. */
interface PlacedGroups extends OrderedCodes {
  readonly firstRow: Uint32Array;
}

function orderedCodes(column: Column): OrderedCodes {
  if (column.type === 'text')
    return { codes: column.codes, places: wordPlaces(column.words), count: column.words.length };
  const values = column.type === 'number' ? column.values : column.days;
  const isMissing = column.type === 'number' ? Number.isNaN : (day: number) => day === MISSING_DAY;
  const distinct = Float64Array.from(new Set(values))
    .filter(value => !isMissing(value))
    .sort();
  const codes = new Map<number, number>();
  for (const value of distinct) codes.set(value, codes.size);
  return {
    codes: Uint32Array.from(values, value => codes.get(value) ?? MISSING_CODE),
    places: firstRows(distinct.length),
    count: distinct.length,
  };
}

function onePlace({ codes, places }: OrderedCodes): OrderedCodes {
  return { codes, places: new Uint32Array(places.length), count: 0 };
}

/** The combinations of two codes that rows have, in their order; what `of` holds is overwritten, which may be the codes on the left. */
function crossed(left: OrderedCodes, right: OrderedCodes, of: Uint32Array): PlacedGroups {
  const combinations = (left.count + 1) * (right.count + 1);
  if (combinations > 4 * of.length + 65_536) return crossedBySort(left, right, of);
  combine(left, right, of);
  const places = new Uint32Array(combinations);
  // In a loop of its own: writing to two places a row takes twice as long as one after the other.
  for (let row = of.length; row > 0; row--) places[of[row - 1]] = row;
  const firstRow = new Uint32Array(Math.min(combinations, of.length));
  let count = 0;
  for (let each = 0; each < combinations; each++) {
    if (places[each] === 0) continue;
    firstRow[count] = places[each] - 1;
    places[each] = count++;
  }
  return { codes: of, places, count, firstRow: firstRow.slice(0, count) };
}

function combine(left: OrderedCodes, right: OrderedCodes, of: Uint32Array): void {
  const { codes, places, count } = left;
  const { codes: others, places: otherPlaces, count: otherCount } = right;
  const known = places.length;
  const otherKnown = otherPlaces.length;
  const width = otherCount + 1;
  for (let row = 0; row < of.length; row++) {
    const code = codes[row];
    const other = others[row];
    const place = code < known ? places[code] : count;
    of[row] = place * width + (other < otherKnown ? otherPlaces[other] : otherCount);
  }
}

/** For codes so many that a table of all combinations would be mostly empty. */
function crossedBySort(left: OrderedCodes, right: OrderedCodes, of: Uint32Array): PlacedGroups {
  const low = placesOf(right);
  const { rows, codes } = sortedByCode(orderByCode(firstRows(of.length), low), placesOf(left));
  const firstRow = new Uint32Array(of.length);
  let count = 0;
  let lastLow = -1;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (low[row] !== lastLow || codes[at] !== codes[at - 1]) firstRow[count++] = row;
    lastLow = low[row];
    of[row] = count - 1;
  }
  return { codes: of, places: firstRows(count), count, firstRow: firstRow.slice(0, count) };
}

function placesOf({ codes, places, count }: OrderedCodes): Uint32Array {
  const placed = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) placed[row] = codes[row] < places.length ? places[codes[row]] : count;
  return placed;
}

/** The ids of the groups, written where their codes stood. */
function settled({ places, count, firstRow }: PlacedGroups, of: Uint32Array): KeyedGroups {
  for (let row = 0; row < of.length; row++) of[row] = places[of[row]];
  return { of, count, firstRow };
}
