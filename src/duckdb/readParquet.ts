// Parquet in, through DuckDB: the one door to it.
import type { DuckDBConnection } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import { RatingError, type FaultPath } from '../errors/ratingError.ts';
import { columnsGiven, excerpt, mergeRequests, unreadOf } from '../table/columnRequests.ts';
import { checkRejects, readResult } from '../table/intake.ts';
import type { ColumnRequest } from '../table/columnRequests.ts';
import type { ReadOptions, ReadResult, Reject } from '../table/intake.ts';
import { firstRows } from '../table/order.ts';
import { MISSING_CODE } from '../table/text.ts';
import { dateLane, numberLane, parsedLane, textLane, type Items, type Lane } from './lane.ts';
import { loadDuckdb } from './loadDuckdb.ts';
import { vectorItems } from './vectorItems.ts';

const IS_NUMBER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL|BOOLEAN)/;
const IS_DAY = /^(?:DATE|TIMESTAMP)/;
const IS_TEXT = /^(?:VARCHAR|ENUM)/;

/**
 * Reads a Parquet file into typed columns; a row that cannot be used is answered as a reject, by its place from 1.
 *
 * Shape: a path to a table of the requested columns; without a request every column, as the file types it. Text is taken from any type; times are UTC days; integers are never taken for dates.
 * Degenerate: NULL and NaN are missing.
 * @throws not_supported without @duckdb/node-api; unreadable; unknown_column; wrong_type for a date or number column of another type; invalid_data for too many rejects
 * @example await readParquet('none.parquet').catch(error => error.message) // 'none.parquet: no such file'
 */
export async function readParquet(path: string, options: ReadOptions = {}): Promise<ReadResult> {
  const where = [path];
  const bytes = await sizeOf(path, where);
  const { DuckDBInstance } = await loadDuckdb(where);
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = 'UTC'`);
    await connection.run(`CREATE VIEW file AS SELECT * FROM read_parquet(${literal(path)})`);
    const types = await columnTypes(connection);
    const asked = options.columns ?? [...types].map(([name, type]) => ({ name, type: typeHeld(type) }));
    const requests = mergeRequests(columnsGiven(asked, [...types.keys()], where));
    const rows = Number((await connection.runAndReadAll('SELECT count(*)::DOUBLE FROM file')).getRows()[0][0]);
    const lanes: Lane[] = [];
    for (const request of requests) {
      const type = types.get(request.name) ?? '';
      checkType(request, type, where);
      lanes.push(await laneOf(connection, request, type, rows, `words${lanes.length}`, options));
    }
    const { table, rejects } = await carry(connection, lanes, read =>
      options.onProgress?.(Math.floor((bytes * read) / rows)),
    );
    const result = readResult({ ...table, ...unreadOf([...types.keys()], table.columns) }, rejects);
    checkRejects(result, options.maxRejects, where);
    return result;
  } catch (error) {
    throw error instanceof RatingError
      ? error
      : new RatingError('unreadable', where, (error as Error).message.split('\n')[0]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function sizeOf(path: string, where: FaultPath): Promise<number> {
  try {
    const { size } = await stat(path);
    return size;
  } catch {
    throw new RatingError('unreadable', where, 'no such file');
  }
}

async function columnTypes(connection: DuckDBConnection): Promise<Map<string, string>> {
  const described = await connection.runAndReadAll('SELECT column_name, column_type FROM (DESCRIBE file)');
  return new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
}

function typeHeld(type: string): ColumnRequest['type'] {
  if (type.endsWith(']')) return 'text';
  if (IS_NUMBER.test(type)) return 'number';
  return IS_DAY.test(type) ? 'date' : 'text';
}

function checkType({ name, type: asked }: ColumnRequest, type: string, where: FaultPath): void {
  const fits = asked === 'text' || asked === typeHeld(type) || (IS_TEXT.test(type) && !type.endsWith(']'));
  const right = asked === 'date' ? 'DATE, TIMESTAMP or text' : 'numbers or text';
  if (!fits)
    throw new RatingError('wrong_type', where, `column "${name}" holds ${type}; a ${asked} column is ${right}`);
}

async function laneOf(
  connection: DuckDBConnection,
  request: ColumnRequest,
  type: string,
  rows: number,
  enumName: string,
  options: ReadOptions,
): Promise<Lane> {
  const source = `"${request.name.replaceAll('"', '""')}"`;
  const held = typeHeld(type);
  if (request.type === 'number' && held === 'number') return numberLane(request, source, rows);
  if (request.type === 'date' && held === 'date') return dateLane(request, source, rows);
  const text = `CAST(${source} AS VARCHAR)`;
  await connection.run(
    `CREATE TYPE ${enumName} AS ENUM (SELECT DISTINCT ${text} FROM file WHERE ${source} IS NOT NULL)`,
  );
  const listed = await connection.runAndReadAll(`SELECT unnest(enum_range(NULL::${enumName}))`);
  const words = (listed.getColumns()[0] ?? []).map(String);
  const code = `coalesce(enum_code(CAST(${text} AS ${enumName}))::UINTEGER, ${MISSING_CODE})`;
  return request.type === 'text'
    ? textLane(request, code, rows, words)
    : parsedLane(request, code, rows, words, options);
}

/** Every row through the lanes, chunk by chunk in the file's order. */
async function carry(
  connection: DuckDBConnection,
  lanes: readonly Lane[],
  onRows: (read: number) => void,
): Promise<ReadResult> {
  const rejects: Reject[] = [];
  let read = 0;
  let rows = 0;
  const result = await connection.stream(`SELECT ${lanes.map(lane => lane.select).join(', ') || '1'} FROM file`);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { rowCount } = chunk;
    const items = lanes.map((_, at) => vectorItems(chunk.getColumnVector(at)));
    const { places, faults } = sift(lanes, items, rowCount, read);
    lanes.forEach((lane, at) => lane.keep(rows, items[at], places));
    rejects.push(...faults);
    rows += places.length;
    read += rowCount;
    onRows(read);
  }
  const columns = new Map(lanes.map(lane => [lane.request.name, lane.column(rows)]));
  return readResult({ rows, columns }, rejects);
}

/** The places of a chunk's usable rows, and why the others are not. */
function sift(
  lanes: readonly Lane[],
  items: readonly Items[],
  count: number,
  read: number,
): { places: Uint32Array; faults: Reject[] } {
  const reasons = new Map<number, Reject>();
  lanes.forEach((lane, at) => {
    const values = items[at];
    for (let place = 0; place < count; place++) {
      const reason = lane.reasonFor(values[place]);
      if (reason === '' || reasons.has(place)) continue;
      reasons.set(place, {
        line: read + place + 1,
        column: lane.request.name,
        value: excerpt(lane.textOf(values[place])),
        reason,
      });
    }
  });
  const places = firstRows(count);
  return {
    places: reasons.size === 0 ? places : places.filter(place => !reasons.has(place)),
    faults: [...reasons.values()],
  };
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
