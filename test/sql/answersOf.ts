// SQL written for a test, as a second opinion on figures that the library gives.
import type { Table } from '../../src/table/table.ts';
import { connect, load } from './inDuckdb.ts';

/** The rows of a query in DuckDB over tables of the library, or over files that the query names itself. */
export async function answersOf(
  sql: string,
  tables: Readonly<Record<string, Table>> = {},
): Promise<Record<string, unknown>[]> {
  const connection = await connect();
  for (const [name, { columns }] of Object.entries(tables)) await load(connection, name, columns);
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjects();
  connection.closeSync();
  return rows;
}
