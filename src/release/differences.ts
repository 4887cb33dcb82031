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
 * The first unit of the release, and of it the first column, in which two tables differ; null when all their units are the same.
 *
 * Shape: columns of ratings or indicators, of which the first `keys` name the unit, to one difference. Missing is empty text.
 * Degenerate: other columns, or units more: that is the difference.
 * @example firstDifference(ratingColumns(result), ratingColumns(result), 2) // null
 */
export function firstDifference(
  here: readonly NamedColumn[],
  there: readonly NamedColumn[],
  keys: number,
): Difference | null {
  const names = (columns: readonly NamedColumn[]): string => columns.map(({ name }) => name).join(', ');
  if (names(here) !== names(there)) return { unit: [], column: 'columns', here: names(here), there: names(there) };
  const [ours, theirs] = [here, there].map(columns => columns.map(({ column }) => cellsOf(column)));
  const [rows, most] = [here, there].map(columns => (columns.length === 0 ? 0 : columnLength(columns[0].column)));
  const keyOf = (cells: typeof ours, row: number): string[] => cells.slice(0, keys).map(cell => cell(row));
  const known = new Map(Array.from({ length: rows }, (_, row) => [JSON.stringify(keyOf(ours, row)), row] as const));
  for (let row = 0; row < most; row++) {
    const unit = keyOf(theirs, row);
    const own = known.get(JSON.stringify(unit));
    if (own === undefined) return { unit, column: 'the unit', here: '', there: 'listed' };
    const at = ours.findIndex((cell, column) => cell(own) !== theirs[column](row));
    if (at !== -1) return { unit, column: here[at].name, here: ours[at](own), there: theirs[at](row) };
  }
  return rows === most ? null : { unit: [], column: 'the number of units', here: String(rows), there: String(most) };
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
