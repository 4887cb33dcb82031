// Groups of rows: one id a row. Every group-wise step is one pass over these ids.
import type { Column } from './table.ts';
import { firstRows, orderByCode } from './order.ts';
import { MISSING_CODE, textColumn, wordPlaces } from './text.ts';
import { MISSING_DAY } from './days.ts';

/** Which group each row is in: ids from 0 to count - 1. */
export interface Groups {
  readonly of: Uint32Array;
  readonly count: number;
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
  let groups: Groups = { of: new Uint32Array(rows), count: 1 };
  if (columns.length === 0) return { ...groups, firstRow: new Uint32Array(1) };
  for (const column of columns) {
    const coded = orderedCodes(column);
    // A smaller table is looked up faster: combinations without rows are left out before there is no room.
    if (!hasRoom(groups, coded, rows + 16_384)) groups = dense(groups);
    groups = split(groups, coded);
  }
  return dense(groups);
}

/**
 * Rows grouped by the group that they have in two groupings, groups in the order of the first, then of the second.
 *
 * Degenerate: combinations without rows are no groups.
 * @example crossedGroups({ of: Uint32Array.of(1, 0, 1), count: 2 }, { of: Uint32Array.of(0, 0, 0), count: 1 }).of // [1, 0, 1]
 */
export function crossedGroups({ of, count }: Groups, second: Groups): KeyedGroups {
  return dense(split({ of: of.slice(), count }, { codes: second.of, places: firstRows(second.count) }));
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

/** A code a row, and the place of each code among the distinct values of the column; codes beyond are missing, which goes last. */
interface OrderedCodes {
  readonly codes: Uint32Array;
  readonly places: Uint32Array;
}

function orderedCodes(column: Column): OrderedCodes {
  if (column.type === 'text') return { codes: column.codes, places: wordPlaces(column.words) };
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
  };
}

function split(groups: Groups, coded: OrderedCodes): Groups {
  return hasRoom(groups, coded, 4 * groups.of.length + 65_536) ? crossed(groups, coded) : splitBySort(groups, coded);
}

function hasRoom({ count }: Groups, { places }: OrderedCodes, room: number): boolean {
  return count * (places.length + 1) <= room;
}

/** Every combination of group and second code is a group, in their order; some may have no rows. The ids are changed in place. */
function crossed({ of, count }: Groups, { codes, places }: OrderedCodes): Groups {
  const width = places.length + 1;
  for (let row = 0; row < of.length; row++) {
    const code = codes[row];
    of[row] = of[row] * width + (code < places.length ? places[code] : places.length);
  }
  return { of, count: count * width };
}

/** The same groups, in their order, without those that have no rows; the ids are changed in place. */
function dense({ of, count }: Groups): KeyedGroups {
  const seen = new Uint32Array(count).fill(MISSING_CODE);
  for (let row = of.length - 1; row >= 0; row--) seen[of[row]] = row;
  let groups = 0;
  const firstRow = new Uint32Array(Math.min(count, of.length));
  for (let cell = 0; cell < seen.length; cell++) {
    if (seen[cell] === MISSING_CODE) continue;
    firstRow[groups] = seen[cell];
    seen[cell] = groups++;
  }
  for (let row = 0; row < of.length; row++) of[row] = seen[of[row]];
  return { of, count: groups, firstRow: firstRow.slice(0, groups) };
}

/** For keys so many that a table of all combinations would be mostly empty. */
function splitBySort(groups: Groups, { codes, places }: OrderedCodes): Groups {
  const keys = Uint32Array.from(codes, code => places[code] ?? MISSING_CODE);
  const order = orderByCode(orderByCode(firstRows(keys.length), keys), groups.of);
  const of = new Uint32Array(keys.length);
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at];
    const isNew = at === 0 || groups.of[row] !== groups.of[order[at - 1]] || keys[row] !== keys[order[at - 1]];
    if (isNew) count++;
    of[row] = count - 1;
  }
  return { of, count };
}
