// The tables of a command line: files by ending, with what was read of each.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { readCsv } from '../csv/readCsv.ts';
import { readParquet } from '../duckdb/readParquet.ts';
import { RatingError } from '../errors/ratingError.ts';
import { readJson } from '../json/readJson.ts';
import { readNdjson } from '../json/readNdjson.ts';
import { requestsOf } from '../model/requests.ts';
import type { TableName, Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import type { InputRecord } from '../release/record.ts';
import type { ReadOptions, ReadResult, Reject } from '../table/intake.ts';
import type { Table } from '../table/table.ts';
import { TABLES } from './options.ts';
import type { TableOptions } from './options.ts';
import { readingProgress } from './progress.ts';

/** Tables as a model takes them, with the rows that could not be read and a record of each file. */
export interface ReadTables {
  readonly tables: Tables;
  readonly rejects: readonly (Reject & { readonly file: string })[];
  readonly inputs: readonly InputRecord[];
}

/**
 * Reads the tables that a command line names.
 *
 * @throws unreadable, unknown_column, duplicate or invalid_data of a file, with its name
 * @example (await readTables(model, { sales: 'sales.csv' }, true)).tables.sales.rows // how many rows can be used
 */
export async function readTables(model: Model, options: TableOptions, isQuiet: boolean): Promise<ReadTables> {
  const requests = requestsOf(model);
  const tables: { -readonly [Name in TableName]?: Table } = {};
  const rejects: (Reject & { file: string })[] = [];
  const inputs: InputRecord[] = [];
  const fromStandardInput = TABLES.filter(name => options[name] === '-');
  if (fromStandardInput.length > 1) {
    throw new RatingError('invalid_argument', [], `standard input can be one table only, not ${fromStandardInput.join(' and ')}`);
  }
  for (const name of TABLES) {
    const file = options[name];
    if (file === undefined) continue;
    const progress = readingProgress(file, isQuiet);
    const read = await readFile(file, { ...readOptions(options), columns: requests[name], onProgress: progress.onProgress }, options.format).finally(progress.stop);
    tables[name] = read.table;
    rejects.push(...read.rejects.map(reject => ({ file, ...reject })));
    const rows = { read: read.read, used: read.table.rows, rejected: read.rejects.length };
    inputs.push({ table: name, name: basename(file), sha256: file === '-' ? '' : await sha256Of(file), rows });
  }
  return { tables, rejects, inputs };
}

/**
 * Reads one file by its ending; standard input is CSV unless a format is named.
 *
 * @throws invalid_argument for an ending that is not known
 * @example (await readFile('sales.csv', {})).read // how many rows it has
 */
export async function readFile(file: string, options: ReadOptions, format?: TableOptions['format']): Promise<ReadResult> {
  const ending = file === '-' ? (format ?? 'csv') : /\.(csv|json|ndjson|parquet)(\.gz)?$/i.exec(file)?.[1].toLowerCase();
  const source = file === '-' ? process.stdin : file;
  switch (ending) {
    case 'csv':
      return readCsv(source, options);
    case 'json':
      return readJson(source, options);
    case 'ndjson':
      return readNdjson(source, options);
    case 'parquet':
      return readParquet(file, options);
    default:
      throw new RatingError('invalid_argument', [file], 'has an unknown ending; files are .csv, .json, .ndjson (each also .gz) and .parquet');
  }
}

function readOptions({ delimiter, datePattern, decimalComma, maxRejects }: TableOptions): ReadOptions {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(datePattern === undefined ? {} : { datePattern }),
    ...(decimalComma === undefined ? {} : { decimalComma }),
    ...(maxRejects === undefined ? {} : { maxRejects }),
  };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
