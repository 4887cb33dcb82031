// Runs a model's SQL in DuckDB and holds the answer against the model run in memory, cell by cell.
import { DuckDBDateValue, DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { run } from '../../src/model/run.ts';
import type { Result } from '../../src/model/result.ts';
import type { TableName, Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';
import { GRADE_HELD } from '../../src/steps/grade/hold.ts';
import { LIST_HELD } from '../../src/steps/rank/list.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { modelSql } from '../../src/sql/modelSql.ts';
import type { SqlOptions } from '../../src/sql/modelSql.ts';
import { MISSING_DAY } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { Column, ColumnInput, ColumnType, Table } from '../../src/table/table.ts';
import { textAt } from '../../src/table/text.ts';

const ENGINE_TYPES = { number: 'DOUBLE', text: 'VARCHAR', date: 'DATE' };

export async function connect(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', autoinstall_known_extensions: 'false' });
  return instance.connect();
}

/** A table's columns as a test writes them: texts with their blanks, as a file would have them. */
export type Columns = Iterable<readonly [string, ColumnInput]>;

/** Makes a table of the engine, under any name. */
export async function load(connection: DuckDBConnection, name: string, columns: Columns): Promise<void> {
  const cells = [...columns].map(([column, input]) => ({ column, ...cellsOf(input) }));
  const made = cells.map(({ column, type }) => `${duckdb.identifier(column)} ${ENGINE_TYPES[type]}`);
  await connection.run(`CREATE OR REPLACE TABLE ${duckdb.identifier(name)} (${made.join(', ')})`);
  const appender = await connection.createAppender(name);
  for (let row = 0; row < (cells[0]?.rows ?? 0); row++) {
    for (const { type, at } of cells) {
      const value = at(row);
      if (value === null) appender.appendNull();
      else if (type === 'text') appender.appendVarchar(String(value));
      else if (type === 'number') appender.appendDouble(Number(value));
      else appender.appendDate(new DuckDBDateValue(Number(value)));
    }
    appender.endRow();
  }
  appender.closeSync();
}

function cellsOf(input: ColumnInput): { type: ColumnType; rows: number; at: (row: number) => string | number | null } {
  const { columns, rows } = table([['it', input]]);
  const column = columns.get('it') as Column;
  if (Array.isArray(input))
    return { type: column.type, rows, at: row => (input as (string | number | null)[])[row] ?? null };
  if (column.type === 'text') return { type: 'text', rows, at: row => textAt(column, row) };
  const values = column.type === 'number' ? column.values : column.days;
  return {
    type: column.type,
    rows,
    at: row => (Number.isNaN(values[row]) || values[row] === MISSING_DAY ? null : values[row]),
  };
}

/** The same tables in the engine and in memory. */
export async function loadAll(
  connection: DuckDBConnection,
  inputs: Readonly<Partial<Record<TableName, Columns>>>,
): Promise<Tables> {
  const made = Object.entries(inputs).map(([name, columns]): [string, Table] => [name, table(columns)]);
  for (const [name, columns] of Object.entries(inputs)) await load(connection, name, columns);
  return Object.fromEntries(made);
}

/** Every difference between SQL and memory; none when they agree. The tables are in the engine already. */
export async function differences(
  connection: DuckDBConnection,
  model: Model,
  tables: Tables,
  options: SqlOptions = {},
): Promise<string[]> {
  const sql = modelSql(model, duckdb, { tables, raw: true, ...options });
  const reader = await connection.runAndReadAll(sql);
  return compare(
    reader.columnNames(),
    reader.getRows().map(row => row.map(plain)),
    run(model, tables),
  );
}

type Cell = string | number | boolean | null;

function plain(value: unknown): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return Number(value);
}

function compare(names: readonly string[], actual: readonly (readonly Cell[])[], result: Result): string[] {
  const expected = ratingsOf(result);
  const columns = [...expected.keys()];
  const faults: string[] = [];
  if (JSON.stringify(names) !== JSON.stringify(columns))
    faults.push(`columns ${names.join(', ')}; not ${columns.join(', ')}`);
  const keyOf = (unit: number): string => JSON.stringify(result.keys.map(({ column }) => textAt(column, unit)));
  const order = orderOf(result);
  const rowOf = new Map(actual.map(row => [JSON.stringify(row.slice(0, result.keys.length)), row]));
  const misplaced = order.findIndex(
    (unit, place) => JSON.stringify(actual[place]?.slice(0, result.keys.length)) !== keyOf(unit),
  );
  if (misplaced !== -1 || actual.length !== order.length)
    faults.push(`${actual.length} rows in SQL, ${order.length} in memory; first in another order: row ${misplaced}`);
  for (const unit of order) {
    const row = rowOf.get(keyOf(unit));
    [...expected].forEach(([name, cells], at) => {
      if (!isSame(row?.[at], cells[unit]))
        faults.push(`${keyOf(unit)}: ${name} is ${String(row?.[at])} in SQL, ${String(cells[unit])} in memory`);
    });
  }
  return faults.slice(0, 20);
}

/** What ratings.csv holds, column by column, then raw values. */
function ratingsOf(result: Result): Map<string, Cell[]> {
  const units = Array.from({ length: result.count }, (_, unit) => unit);
  const numbers = (values: Float64Array): Cell[] => Array.from(values, value => (Number.isNaN(value) ? null : value));
  const cells = new Map<string, Cell[]>();
  for (const { name, column } of result.keys)
    cells.set(
      name,
      units.map(unit => textAt(column, unit)),
    );
  cells.set('rank', numbers(result.rank));
  cells.set(
    'grade',
    units.map(unit => result.grade?.names[result.grade.codes[unit]] ?? null),
  );
  cells.set('score', numbers(result.score));
  for (const { id, score } of result.nodes.slice(0, -1)) cells.set(id, numbers(score));
  for (const { id, normalized } of result.indicators) cells.set(id, numbers(normalized));
  cells.set('coverage', numbers(result.coverage));
  cells.set(
    'eligible',
    Array.from(result.eligible, flag => flag === 1),
  );
  if (result.grade?.held && result.grade.releases) {
    cells.set(
      'grade_held',
      Array.from(result.grade.held, reason => GRADE_HELD[reason]),
    );
    cells.set('grade_releases', numbers(result.grade.releases));
  }
  if (result.list) {
    cells.set(
      'listed',
      Array.from(result.list.listed, flag => flag === 1),
    );
    cells.set(
      'list_held',
      Array.from(result.list.held, reason => LIST_HELD[reason]),
    );
  }
  for (const { id, raw } of result.indicators) cells.set(`raw_${id}`, numbers(raw));
  return cells;
}

/** By peers, rank, those without a rank last, then unit: units are in the order of their keys. */
function orderOf({ count, peers, rank }: Result): number[] {
  const last = (unit: number): number => (Number.isNaN(rank[unit]) ? Infinity : rank[unit]);
  const byRank = (a: number, b: number): number => (last(a) === last(b) ? 0 : last(a) - last(b));
  return Array.from({ length: count }, (_, unit) => unit).sort(
    (a, b) => peers.of[a] - peers.of[b] || byRank(a, b) || a - b,
  );
}

function isSame(actual: Cell | undefined, expected: Cell): boolean {
  if (typeof actual !== 'number' || typeof expected !== 'number') return actual === expected;
  return Math.abs(actual - expected) <= 1e-9 * Math.abs(expected) + 1e-12;
}
