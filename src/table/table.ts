// Tables as columns: numbers, dictionary-coded text, and whole days. Built once, never written to afterwards.
import { RatingError } from '../errors/ratingError.ts';
import { textColumn } from './text.ts';
import type { TextColumn } from './text.ts';

/** Numbers; a missing one is NaN. */
export interface NumberColumn {
  readonly type: 'number';
  readonly values: Float64Array;
}

/** Days since 1970-01-01 (UTC); a missing one is `MISSING_DAY`. */
export interface DateColumn {
  readonly type: 'date';
  readonly days: Int32Array;
}

/** One column of a table, told apart by `type`. */
export type Column = NumberColumn | TextColumn | DateColumn;

/** What a column holds. */
export type ColumnType = Column['type'];

/** Columns of one length, by name; a Map, because names come from data. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** Columns that the file has beside these, for messages. */
  readonly unread?: readonly string[];
}

/** What `table` takes for a column: one made already, typed numbers, or plain numbers or texts with null for missing. */
export type ColumnInput = Column | Float64Array | readonly (number | null)[] | readonly (string | null)[];

/**
 * Makes a table from columns.
 *
 * Shape: named columns of one length to a table; plain numbers become a number column, plain texts a text column.
 * Degenerate: no columns, or columns without rows: a table of no rows; a column of nothing but null is numbers.
 * @throws invalid_data when lengths differ or a column mixes numbers and text
 * @example table({ brand: ['Ada', 'Bo'], revenue: [10, null] }).rows // 2
 */
export function table(
  columns: Readonly<Record<string, ColumnInput>> | Iterable<readonly [string, ColumnInput]>,
): Table {
  const entries = Symbol.iterator in columns ? [...columns] : Object.entries(columns);
  const made = new Map<string, Column>();
  for (const [name, input] of entries) {
    if (made.has(name)) throw new RatingError('duplicate', [name], 'two columns have this name');
    made.set(name, columnOf(name, input));
  }
  const [first] = made.values();
  const rows = first ? columnLength(first) : 0;
  for (const [name, column] of made) {
    const length = columnLength(column);
    if (length !== rows)
      throw new RatingError('invalid_data', [name], `has ${length} rows, the first column has ${rows}`);
  }
  return { rows, columns: made };
}

/**
 * How many rows a column has.
 *
 * @example columnLength({ type: 'number', values: Float64Array.of(1, 2) }) // 2
 */
export function columnLength(column: Column): number {
  switch (column.type) {
    case 'number':
      return column.values.length;
    case 'text':
      return column.codes.length;
    case 'date':
      return column.days.length;
  }
}

/**
 * Plain numbers as a column of doubles; null and undefined are missing, a `Float64Array` is taken as it is.
 *
 * Shape: n numbers to n doubles.
 * @example numbers([1, null]) // [1, NaN]
 */
export function numbers(values: Float64Array | readonly (number | null | undefined)[]): Float64Array {
  if (values instanceof Float64Array) return values;
  return Float64Array.from(values, value => (typeof value === 'number' ? value : NaN));
}

function columnOf(name: string, input: ColumnInput): Column {
  if ('type' in input) return input;
  if (input instanceof Float64Array) return { type: 'number', values: input };
  const kinds = new Set(input.map(value => (value === null || value === undefined ? 'missing' : typeof value)));
  kinds.delete('missing');
  const [kind = 'number'] = kinds;
  if (kinds.size > 1 || (kind !== 'number' && kind !== 'string')) {
    const found = [...kinds].join(' and ');
    throw new RatingError(
      'invalid_data',
      [name],
      `holds ${found}; a column is all numbers or all text, null for missing`,
    );
  }
  // The set of kinds was just checked: only numbers, or only text.
  if (kind === 'number') return { type: 'number', values: numbers(input as readonly (number | null)[]) };
  return textColumn(input as readonly (string | null)[]);
}
