// Where two releases that should be the same are not: which unit, which column, and what stands there.
import { isoDay } from '../table/days.ts';
import { columnLength } from '../table/table.ts';
import type { Column } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import type { NamedColumn } from './outputs.ts';

/** The first place at which two tables differ. */
export interface Difference {
  /** The key of the unit; empty when the tables have other columns or rows. */
  readonly unit: readonly string[];
  readonly column: string;
  readonly here: string;
  readonly there: string;
}

/**
 * The first unit, and of it the first column, in which two tables of the same order differ; null when they are the same.
 *
 * Shape: columns of ratings or indicators, of which the first `keys` name the unit, to one difference. Missing is empty text.
 * Degenerate: other columns, or other numbers of rows: that is the difference.
 * @example firstDifference(ratingColumns(result), ratingColumns(result), 2) // null
 */
export function firstDifference(
  here: readonly NamedColumn[],
  there: readonly NamedColumn[],
  keys: number,
): Difference | null {
  const names = (columns: readonly NamedColumn[]): string => columns.map(({ name }) => name).join(', ');
  if (names(here) !== names(there)) return { unit: [], column: 'columns', here: names(here), there: names(there) };
  const [ours, theirs] = [here.map(({ column }) => cellsOf(column)), there.map(({ column }) => cellsOf(column))];
  const [rows, most] = [here, there].map(columns => (columns.length === 0 ? 0 : columnLength(columns[0].column)));
  for (let row = 0; row < Math.min(rows, most); row++) {
    const at = ours.findIndex((cell, column) => cell(row) !== theirs[column](row));
    if (at === -1) continue;
    const unit = theirs.slice(0, keys).map(cell => cell(row));
    return { unit, column: here[at].name, here: ours[at](row), there: theirs[at](row) };
  }
  return rows === most ? null : { unit: [], column: 'units', here: String(rows), there: String(most) };
}

/**
 * A difference as the end of a message.
 *
 * @example differenceText({ unit: ['tea', 'Ada'], column: 'score', here: '99', there: '100' }) // 'first at "tea" / "Ada": score is 99 here and 100 in the release'
 */
export function differenceText({ unit, column, here, there }: Difference): string {
  const where = unit.length === 0 ? '' : `first at ${unit.map(quoted).join(' / ')}: `;
  return `${where}${column} is ${told(here)} here and ${told(there)} in the release`;
}

const MOST_TOLD = 100;

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, MOST_TOLD));
}

function told(value: string): string {
  if (value === '') return 'missing';
  return value.length > MOST_TOLD ? `${value.slice(0, MOST_TOLD)}…` : value;
}

/** The cells of a column as text; numbers in the shortest form that reads back to the same double. */
function cellsOf(column: Column): (row: number) => string {
  switch (column.type) {
    case 'number':
      // As in the files: what is not finite is missing, and -0 is 0.
      return row => (Number.isFinite(column.values[row]) ? String(column.values[row] + 0) : '');
    case 'text':
      return row => textAt(column, row) ?? '';
    case 'date':
      return row => isoDay(column.days[row]) ?? '';
  }
}
