// The tables of a command line: files by ending, with what was read of each.
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { basename } from 'node:path';
import { readCsv } from '../csv/readCsv.ts';
import { readParquet } from '../duckdb/readParquet.ts';
import { RatingError } from '../errors/ratingError.ts';
import { readJson } from '../json/readJson.ts';
import { readNdjson } from '../json/readNdjson.ts';
import { studyRequests } from '../model/market/requests.ts';
import type { TableName, Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import type { InputRecord } from '../release/record.ts';
import { checkRejects } from '../table/intake.ts';
import type { ReadOptions, ReadResult, Reject } from '../table/intake.ts';
import type { Table } from '../table/table.ts';
import { digestOf } from './digest.ts';
import { formatOf, STANDARD, TABLES } from './options.ts';
import type { TableOptions } from './options.ts';
import { readingProgress } from './progress.ts';

/** Tables as a model takes them, with the rows that could not be read and a record of each file. */
export interface ReadTables {
  readonly tables: Tables;
  readonly rejects: readonly (Reject & { readonly table: TableName; readonly file: string })[];
  readonly inputs: readonly InputRecord[];
}

/**
 * Reads the tables that a command line names; `requests` are those of the model and its `market` part when left out.
 *
 * @throws unreadable, unknown_column, duplicate or invalid_data of a file, with its name
 * @example (await readTables(model, { sales: 'sales.csv' }, true)).tables.sales.rows // how many rows can be used
 */
export async function readTables(
  model: Model,
  options: TableOptions,
  isQuiet: boolean,
  requests: ReturnType<typeof studyRequests> = studyRequests(model),
): Promise<ReadTables> {
  const tables: { -readonly [Name in TableName]?: Table } = {};
  const rejects: ReadTables['rejects'][number][] = [];
  const inputs: InputRecord[] = [];
  for (const name of TABLES) {
    const file = options[name];
    if (file === undefined) continue;
    const progress = readingProgress(file, isQuiet);
    // Standard input comes once: its digest is taken as it passes.
    const hash = createHash('sha256');
    const read = await readFile(
      file,
      { ...readOptions(options), columns: requests[name], onProgress: progress.onProgress },
      options.format,
      hash,
    ).finally(progress.stop);
    checkRows(name, file, read);
    tables[name] = read.table;
    for (const reject of read.rejects) rejects.push({ table: name, file: basename(file), ...reject });
    const rows = { read: read.read, used: read.table.rows, rejected: read.rejects.length };
    inputs.push({
      table: name,
      name: basename(file),
      sha256: file === STANDARD ? hash.digest('hex') : await digestOf(file),
      rows,
    });
  }
  return { tables, rejects, inputs };
}

/**
 * One table of a command line, with the columns that are asked for.
 *
 * @throws unreadable, unknown_column, duplicate or invalid_data of the file
 * @example (await readWith('brands.csv', [{ name: 'owner', type: 'text', optional: true }])).rows // how many rows can be used
 */
export async function readWith(file: string, columns: NonNullable<ReadOptions['columns']>): Promise<Table> {
  const read = await readFile(file, { columns }, undefined);
  checkRejects(read, 0, [file]);
  return read.table;
}

/** Reads one file by its ending, or standard input by the format that was named; what comes from there is hashed as it passes. */
export function readFile(
  file: string,
  options: ReadOptions,
  format: TableOptions['format'],
  hash: Hash = createHash('sha256'),
): Promise<ReadResult> {
  const isStandard = file === STANDARD;
  const source = isStandard ? passing(process.stdin, hash) : file;
  switch (isStandard ? (format ?? 'csv') : formatOf(file)) {
    case 'csv':
      return readCsv(source, options);
    case 'json':
      return readJson(source, options);
    case 'ndjson':
      return readNdjson(source, options);
    case 'parquet':
      return readParquet(file, options);
    case undefined:
      throw new RatingError('invalid_argument', [file], 'has an unknown ending');
  }
}

async function* passing(bytes: AsyncIterable<Uint8Array | string>, hash: Hash): AsyncGenerator<Uint8Array | string> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}

/** A table of units without a row can rate nobody; the first rows that were rejected say why. */
function checkRows(name: TableName, file: string, { table, read, rejects }: ReadResult): void {
  if (table.rows > 0 || (name !== 'sales' && name !== 'metrics')) return;
  if (read === 0) throw new RatingError('invalid_data', [file], 'has no rows');
  checkRejects({ table, read, rejects }, 0, [file]);
}

/** How the files of a command line are written. */
export function readOptions({ delimiter, datePattern, decimalComma, maxRejects }: TableOptions): ReadOptions {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(datePattern === undefined ? {} : { datePattern }),
    ...(decimalComma === undefined ? {} : { decimalComma }),
    ...(maxRejects === undefined ? {} : { maxRejects }),
  };
}
