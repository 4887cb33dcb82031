import { DuckDBInstance, type DuckDBVector } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDuckdb } from '../../src/duckdb/loadDuckdb.ts';
import { readParquet } from '../../src/duckdb/readParquet.ts';
import { vectorItems } from '../../src/duckdb/vectorItems.ts';
import { MISSING_DAY } from '../../src/table/days.ts';
import type { ColumnRequest } from '../../src/table/columnRequests.ts';
import type { ReadResult } from '../../src/table/intake.ts';
import { textAt } from '../../src/table/text.ts';

const ask = (type: ColumnRequest['type'], ...names: string[]): ColumnRequest[] => names.map(name => ({ name, type }));
const need = (type: ColumnRequest['type'], name: string): ColumnRequest => ({ name, type, required: true });

function column({ table }: ReadResult, name: string): (string | number | null)[] {
  const found = table.columns.get(name);
  if (!found) throw new Error(`no column ${name}`);
  if (found.type === 'number') return [...found.values];
  if (found.type === 'date') return [...found.days];
  return Array.from(found.codes, (_, row) => textAt(found, row));
}

let folder: string;
let made = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "brandrank-parquet's-"))));
afterAll(() => rm(folder, { recursive: true }));

async function parquet(select: string): Promise<string> {
  const path = join(folder, `${made++}.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

describe('readParquet', () => {
  it('gives requested numbers, dates and text from every type that has them', async () => {
    const path =
      await parquet(`SELECT 7::TINYINT AS a, 1.25::DECIMAL(9, 2) AS b, 1e300 AS c, 9007199254740993::BIGINT AS d, ' -1.5 ' AS e,
      DATE '1970-01-02' AS f, TIMESTAMP '1970-01-03 23:59:59' AS g, TIMESTAMPTZ '1970-01-04 01:00:00+02' AS h, '19700105' AS i, [1, 2] AS "j ""k", true AS l
      UNION ALL SELECT NULL, NULL, 'NaN'::DOUBLE, NULL, '  ', NULL, NULL, NULL, NULL, NULL, NULL`);
    const result = await readParquet(path, {
      columns: [
        ...ask('number', 'a', 'b', 'c', 'd', 'e'),
        ...ask('date', 'f', 'g', 'h', 'i'),
        ...ask('text', 'j "k', 'l'),
      ],
    });
    expect(['a', 'b', 'c', 'd', 'e'].map(name => column(result, name))).toEqual([
      [7, NaN],
      [1.25, NaN],
      [1e300, NaN],
      [9007199254740992, NaN],
      [-1.5, NaN],
    ]);
    expect(['f', 'g', 'h', 'i'].map(name => column(result, name))).toEqual([
      [1, MISSING_DAY],
      [2, MISSING_DAY],
      [2, MISSING_DAY],
      [4, MISSING_DAY],
    ]);
    expect([column(result, 'j "k'), column(result, 'l')]).toEqual([
      ['[1, 2]', null],
      ['true', null],
    ]);
    expect(result).toMatchObject({ read: 2, rejects: [] });
  });

  it('gives every column as the file types it when none is requested', async () => {
    const result = await readParquet(await parquet(`SELECT 1 AS a, 'x' AS b, DATE '2018-01-01' AS c, [1.5] AS d`));
    expect([...result.table.columns].map(([name, { type }]) => [name, type])).toEqual([
      ['a', 'number'],
      ['b', 'text'],
      ['c', 'date'],
      ['d', 'text'],
    ]);
  });

  it('puts text in NFC and trims it, words in order of appearance, hostile ones too', async () => {
    const words = ['z', ' cafe\u0301', 'café ', '', '__proto__', "'=1", '</script>', 'x'.repeat(10_000)];
    const path = await parquet(
      words.map((word, at) => `SELECT ${at} AS at, '${word.replaceAll("'", "''")}' AS brand`).join(' UNION ALL '),
    );
    const { table } = await readParquet(path, { columns: ask('text', 'brand') });
    expect(table.columns.get('brand')).toMatchObject({
      words: ['z', 'café', '__proto__', "'=1", '</script>', 'x'.repeat(10_000)],
    });
  });

  it('rejects what cannot be used, in order of row', async () => {
    const path =
      await parquet(`SELECT * FROM (VALUES (1.0::DOUBLE, '1', DATE '2018-01-01', 'a'), ('inf'::DOUBLE, '1', DATE '2018-01-01', 'b'), (1, '1,5', DATE '2018-01-01', 'c'),
      (1, '1', DATE 'infinity', 'd'), (1, '1', DATE '2018-01-01', ' '), (1, NULL, NULL, 'f')) t(a, b, c, d)`);
    const { rejects, read, table } = await readParquet(path, {
      columns: [...ask('number', 'a', 'b'), need('date', 'c'), need('text', 'd')],
    });
    expect(rejects.map(({ line, column: name, value }) => [line, name, value])).toEqual([
      [2, 'a', 'Infinity'],
      [3, 'b', '1,5'],
      [4, 'c', 'day 2147483647'],
      [5, 'd', ' '],
      [6, 'c', ''],
    ]);
    expect([read, table.rows]).toEqual([6, 1]);
    expect(table.columns.get('d')).toMatchObject({ words: ['a'], codes: Uint32Array.of(0) });
  });

  it('keeps the order and the count over many chunks, also past rejects', async () => {
    const path = await parquet(
      `SELECT CASE WHEN i % 1000 = 5 THEN NULL ELSE i END AS a, 'b' || (i % 300) AS b FROM range(300000) t(i)`,
    );
    const result = await readParquet(path, { columns: [need('number', 'a'), ...ask('text', 'b')] });
    const expected = Array.from({ length: 300_000 }, (_, row) => row).filter(row => row % 1000 !== 5);
    expect(column(result, 'a')).toEqual(expected);
    expect(column(result, 'b')).toEqual(expected.map(row => `b${row % 300}`));
    expect(result.rejects.map(({ line }) => line).slice(0, 2)).toEqual([6, 1006]);
    expect(result.read).toBe(300_000);
  });

  it('reads a file of no rows and a column of nothing but NULL', async () => {
    const none = await readParquet(await parquet(`SELECT 'x' AS a, 1 AS b WHERE false`), {
      columns: [...ask('text', 'a'), ...ask('number', 'b')],
    });
    expect(none).toMatchObject({ read: 0, table: { rows: 0 } });
    const nulls = await readParquet(await parquet('SELECT NULL::VARCHAR AS a, NULL::VARCHAR AS b'), {
      columns: [...ask('text', 'a'), ...ask('number', 'b')],
    });
    expect([column(nulls, 'a'), column(nulls, 'b')]).toEqual([[null], [NaN]]);
  });

  it('reads as many rows as there are when no column is requested', async () => {
    expect(await readParquet(await parquet('SELECT 1 AS a FROM range(5000)'), { columns: [] })).toMatchObject({
      read: 5000,
      table: { rows: 5000 },
    });
  });

  it('reads dates as text in a stated pattern, and takes no integers for dates', async () => {
    const path = await parquet(`SELECT '02/01/1970' AS a, 20180101 AS b`);
    expect(column(await readParquet(path, { columns: ask('date', 'a'), datePattern: 'dd/MM/yyyy' }), 'a')).toEqual([1]);
    await expect(readParquet(path, { columns: ask('date', 'b') })).rejects.toThrow(
      'column "b" holds INTEGER; a date column is DATE, TIMESTAMP or text',
    );
  });

  it('names missing columns, too many rejects, files that are not there or not Parquet', async () => {
    const path = await parquet(`SELECT 'x' AS revenue`);
    await expect(readParquet(path, { columns: ask('number', 'revnue') })).rejects.toThrow(
      'no column "revnue"; the file has "revenue"; did you mean "revenue"?',
    );
    await expect(readParquet(path, { columns: ask('number', 'revenue'), maxRejects: 0 })).rejects.toThrow(
      '1 of 1 rows cannot be used',
    );
    await expect(readParquet(join(folder, 'none.parquet'))).rejects.toThrow('no such file');
    const text = join(folder, 'text.parquet');
    await writeFile(text, 'a,b\n1,2\n');
    await expect(readParquet(text)).rejects.toMatchObject({ faults: [{ code: 'unreadable' }] });
  });

  it('says what to install where DuckDB is not', async () => {
    const absent = loadDuckdb(['sales.parquet'], () => Promise.reject(new Error('Cannot find package')));
    await expect(absent).rejects.toMatchObject({
      faults: [
        {
          code: 'not_supported',
          message: 'reading .parquet needs the package @duckdb/node-api; install it with npm install @duckdb/node-api',
        },
      ],
    });
  });

  it('tells progress up to the size of the file', async () => {
    let last = 0;
    await readParquet(await parquet('SELECT i AS a FROM range(10000) t(i)'), { onProgress: bytes => (last = bytes) });
    expect(last).toBeGreaterThan(100);
  });
});

describe('vectorItems', () => {
  it('gives the numbers of a chunk as DuckDB itself does', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const result = await connection.run(
      `SELECT i / 7 AS a, i::UINTEGER AS b, DATE '1970-01-01' + i::INTEGER AS c FROM range(100) t(i)`,
    );
    const chunk = await result.fetchChunk();
    const vectors = [0, 1, 2].map(at => chunk?.getColumnVector(at) as DuckDBVector);
    expect(vectors.slice(0, 2).map(vector => [...vectorItems(vector)])).toEqual(
      vectors.slice(0, 2).map(vector => vector.toArray()),
    );
    expect([...vectorItems(vectors[2])]).toEqual(vectors[2].toArray().map(day => (day as { days: number }).days));
    const text = await (await connection.run(`SELECT 'x'`)).fetchChunk();
    expect(() => vectorItems(text?.getColumnVector(0) as DuckDBVector)).toThrow('has no numbers to read');
    connection.closeSync();
    instance.closeSync();
  });
});
