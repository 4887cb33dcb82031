import { groupBy } from '../table/groups.ts';
import { columnLength } from '../table/table.ts';
import type { Column } from '../table/table.ts';
import { MISSING_DAY } from '../table/days.ts';
import { MISSING_CODE } from '../table/text.ts';

/** Which aspects each row covers: those of row r are ids[starts[r]] to ids[starts[r + 1] - 1]. */
export interface Aspects {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ids: Uint32Array;
}

/**
 * Every value of every column as an aspect, such as the categories and the price bands of a market.
 *
 * Shape: columns of n rows to the aspects of n rows; a row covers one a column.
 * Degenerate: a missing value covers nothing; no columns, or all missing: no aspects.
 * @example aspectsOf([textColumn(['low', 'high', null, 'low'])], 4).ids // [1, 0, 1]
 */
export function aspectsOf(columns: readonly Column[], rows: number): Aspects {
  const starts = new Uint32Array(rows + 1);
  for (const column of columns) for (let row = 0; row < rows; row++) starts[row + 1] += isMissing(column, row) ? 0 : 1;
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const ids = new Uint32Array(starts[rows]);
  const next = starts.slice();
  let count = 0;
  for (const column of columns) {
    const groups = groupBy([column], columnLength(column));
    let present = 0;
    for (let row = 0; row < rows; row++) {
      if (isMissing(column, row)) continue;
      ids[next[row]++] = count + groups.of[row];
      present = Math.max(present, groups.of[row] + 1);
    }
    count += present;
  }
  return { count, starts, ids };
}

function isMissing(column: Column, row: number): boolean {
  switch (column.type) {
    case 'text':
      return column.codes[row] === MISSING_CODE;
    case 'number':
      return column.values[row] !== column.values[row];
    case 'date':
      return column.days[row] === MISSING_DAY;
  }
}
