// Where a name of the model finds its column: in the file's columns under the model's names, or joined by key.
import { RatingError } from '../errors/ratingError.ts';
import type { Column, Table } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import { MISSING_DAY } from '../table/days.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { Model } from './spec.ts';

/** The tables a model is run on; sales or metrics must be there. */
export interface Tables {
  readonly sales?: Table;
  readonly metrics?: Table;
  readonly brands?: Table;
  readonly merchants?: Table;
  readonly categories?: Table;
}

/** The name of one of the tables. */
export type TableName = keyof Tables;

/** The tables that add attributes, each with the column that is its key. */
export const ATTRIBUTE_TABLES = [
  ['brands', 'brand'],
  ['merchants', 'merchant'],
  ['categories', 'category'],
] as const satisfies readonly (readonly [TableName, string])[];

/**
 * The column that a table has under one of our names; undefined when it has none.
 *
 * @example columnNamed(model, tables, 'sales', 'merchant') // the file's "merchant_id", when columns.sales maps it
 */
export function columnNamed(model: Model, tables: Tables, name: TableName, ours: string): Column | undefined {
  return tables[name]?.columns.get(fileName(model, name, ours));
}

/**
 * The file's name of a column that the model calls `ours`.
 *
 * @example fileName(model, 'sales', 'merchant') // 'merchant_id'
 */
export function fileName(model: Model, table: TableName, ours: string): string {
  return Object.entries(model.columns[table] ?? {}).find(([name]) => name === ours)?.[1] ?? ours;
}

/**
 * The names under which a table's columns can be used: the model's where it maps them, else the file's.
 *
 * @example ourNames(model, 'sales', table) // ['date', 'merchant', 'brand', 'category', 'revenue']
 */
export function ourNames(model: Model, name: TableName, table: Table): string[] {
  const map = new Map(Object.entries(model.columns[name] ?? {}).map(([ours, theirs]) => [theirs, ours]));
  const taken = new Set(map.values());
  const names = [...table.columns.keys(), ...(table.unread ?? [])];
  return names
    .map(theirs => map.get(theirs) ?? theirs)
    .filter((ours, at, all) => {
      const isHidden = taken.has(ours) && map.get(names[at]) === undefined;
      return !isHidden && all.indexOf(ours) === at;
    });
}

/** The attribute tables that have a column, with the key each is joined by. */
export function attributeTables(model: Model, tables: Tables, ours: string): { table: TableName; key: string }[] {
  return ATTRIBUTE_TABLES.filter(
    ([table, key]) => key !== ours && columnNamed(model, tables, table, ours) !== undefined,
  ).map(([table, key]) => ({ table, key }));
}

/**
 * An attribute for every row that has a key: the column of another table, looked up word by word.
 *
 * Shape: a key column of n rows to a column of n rows.
 * Degenerate: a key that the table does not have, or a missing key: missing.
 * @throws duplicate when a key stands twice in the table
 * @example joined(textColumn(['b']), textColumn(['a', 'b']), numberColumn, 'brands', 'brand') // the second number
 */
export function joined(
  keys: TextColumn,
  tableKeys: TextColumn,
  attribute: Column,
  table: TableName,
  key: string,
): Column {
  const rowOf = new Map<string, number>();
  for (let row = 0; row < tableKeys.codes.length; row++) {
    const word = tableKeys.words[tableKeys.codes[row]];
    if (word === undefined) continue;
    if (rowOf.has(word)) {
      throw new RatingError(
        'duplicate',
        [table, key],
        `rows ${(rowOf.get(word) ?? 0) + 1} and ${row + 1} are both for ${quoted(word)}; one row a key`,
      );
    }
    rowOf.set(word, row);
  }
  const rowOfCode = Int32Array.from(keys.words, word => rowOf.get(word) ?? -1);
  const rows = Int32Array.from(keys.codes, code => (code === MISSING_CODE ? -1 : rowOfCode[code]));
  return pickRows(attribute, rows);
}

/**
 * Some rows of a column, in the order asked for.
 *
 * Degenerate: row -1 is missing.
 * @example pickRows({ type: 'number', values: Float64Array.of(5, 6) }, Int32Array.of(1, -1)).values // [6, NaN]
 */
export function pickRows(column: Column, rows: Int32Array | Uint32Array): Column {
  switch (column.type) {
    case 'number':
      return { type: 'number', values: Float64Array.from(rows, row => column.values[row] ?? NaN) };
    case 'text':
      return {
        type: 'text',
        words: column.words,
        codes: Uint32Array.from(rows, row => column.codes[row] ?? MISSING_CODE),
      };
    case 'date':
      return { type: 'date', days: Int32Array.from(rows, row => column.days[row] ?? MISSING_DAY) };
  }
}

/** Whether a row of a column has no value. */
export function isMissing(column: Column, row: number): boolean {
  switch (column.type) {
    case 'number':
      return Number.isNaN(column.values[row]);
    case 'text':
      return column.codes[row] === MISSING_CODE;
    case 'date':
      return column.days[row] === MISSING_DAY;
  }
}

/**
 * Whether every row of a column has a value; the engine's own search is ten times as fast as asking row by row.
 *
 * @example isComplete({ type: 'number', values: Float64Array.of(1, NaN) }) // false
 */
export function isComplete(column: Column): boolean {
  switch (column.type) {
    case 'number':
      return !column.values.includes(NaN);
    case 'text':
      return !column.codes.includes(MISSING_CODE);
    case 'date':
      return !column.days.includes(MISSING_DAY);
  }
}

/** A name from data as it stands in messages: quoted, and cut when long. */
export function quoted(word: string): string {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
}
