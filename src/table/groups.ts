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
  let groups: KeyedGroups = { of: new Uint32Array(rows), count: 1, firstRow: new Uint32Array(1) };
  for (const column of columns) {
    const { places, count } = orderedCodes(column);
    groups = rows === 0 ? { of: groups.of, count: 0, firstRow: new Uint32Array(0) } : split(groups, places, count);
  }
  return groups;
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

/** Each row's place among the distinct values of its column, missing last. */
function orderedCodes(column: Column): { places: Uint32Array; count: number } {
  if (column.type !== 'text') {
    const values = column.type === 'number' ? column.values : column.days;
    const isMissing = column.type === 'number' ? Number.isNaN : (day: number) => day === MISSING_DAY;
    const distinct = Float64Array.from(new Set(values)).filter(value => !isMissing(value)).sort();
    const places = new Map<number, number>();
    for (const value of distinct) places.set(value, places.size);
    return { places: Uint32Array.from(values, value => places.get(value) ?? distinct.length), count: distinct.length + 1 };
  }
  const byCode = wordPlaces(column.words);
  const places = new Uint32Array(column.codes.length);
  for (let row = 0; row < places.length; row++) {
    const code = column.codes[row];
    places[row] = code === MISSING_CODE ? byCode.length : byCode[code];
  }
  return { places, count: byCode.length + 1 };
}

/** Groups split by a second code; ids stay in the order of (group, code). */
function split(groups: KeyedGroups, codes: Uint32Array, codeCount: number): KeyedGroups {
  const cells = groups.count * codeCount;
  return cells <= 4 * codes.length + 65_536 ? splitByTable(groups, codes, codeCount) : splitBySort(groups, codes);
}

function splitByTable(groups: Groups, codes: Uint32Array, codeCount: number): KeyedGroups {
  const seen = new Uint32Array(groups.count * codeCount).fill(MISSING_CODE);
  const of = new Uint32Array(codes.length);
  for (let row = codes.length - 1; row >= 0; row--) seen[groups.of[row] * codeCount + codes[row]] = row;
  const firstRow: number[] = [];
  for (let cell = 0; cell < seen.length; cell++) {
    if (seen[cell] === MISSING_CODE) continue;
    firstRow.push(seen[cell]);
    seen[cell] = firstRow.length - 1;
  }
  for (let row = 0; row < codes.length; row++) of[row] = seen[groups.of[row] * codeCount + codes[row]];
  return { of, count: firstRow.length, firstRow: Uint32Array.from(firstRow) };
}

/** For keys so many that a table of all combinations would be mostly empty. */
function splitBySort(groups: Groups, codes: Uint32Array): KeyedGroups {
  const order = orderByCode(orderByCode(firstRows(codes.length), codes), groups.of);
  const of = new Uint32Array(codes.length);
  const firstRow: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const row = order[at];
    const before = order[at - 1];
    const isNew = at === 0 || groups.of[row] !== groups.of[before] || codes[row] !== codes[before];
    if (isNew) firstRow.push(row);
    of[row] = firstRow.length - 1;
  }
  return { of, count: firstRow.length, firstRow: Uint32Array.from(firstRow) };
}
