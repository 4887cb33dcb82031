// Options that several commands share, each declared once; a value that cannot be right is bad usage.
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { TableName } from '../model/sources.ts';
import { isTime } from '../release/record.ts';

/** Where the tables are, and how their files are to be read. */
export interface TableOptions {
  readonly sales?: string;
  readonly metrics?: string;
  readonly brands?: string;
  readonly merchants?: string;
  readonly categories?: string;
  readonly format?: 'csv' | 'json' | 'ndjson';
  readonly delimiter?: ',' | ';' | '\t' | '|';
  readonly datePattern?: string;
  readonly decimalComma?: boolean;
  readonly maxRejects?: number;
}

/** How a command talks. */
export interface TalkOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The tables that a command line can name. */
export const TABLES: readonly TableName[] = ['sales', 'metrics', 'brands', 'merchants', 'categories'];

/** Standard input in the place of a file, standard output in the place of a folder. */
export const STANDARD = '-';

/** Adds the options that name tables and say how to read them. */
export function withTables(command: Command): Command {
  return command
    .addOption(
      new Option('--sales <file>', 'sales rows: date, merchant, brand, category and numbers').argParser(tableFile),
    )
    .addOption(new Option('--metrics <file>', 'metrics by unit').argParser(tableFile))
    .addOption(new Option('--brands <file>', 'attributes by brand').argParser(tableFile))
    .addOption(new Option('--merchants <file>', 'attributes by merchant').argParser(tableFile))
    .addOption(new Option('--categories <file>', 'attributes by category').argParser(tableFile))
    .addOption(
      new Option('--format <format>', 'format of standard input (a file is read by its ending)').choices([
        'csv',
        'json',
        'ndjson',
      ]),
    )
    .addOption(
      new Option('--delimiter <sign>', 'sign between CSV cells; found in the header line when left out').argParser(
        delimiter,
      ),
    )
    .option('--date-pattern <pattern>', 'how dates are written, such as dd/MM/yyyy; ISO dates and YYYYMMDD need none')
    .option('--decimal-comma', 'numbers are written such as 1234,5')
    .addOption(
      new Option(
        '--max-rejects <share>',
        'stop when more than this share of the rows cannot be used, 0 to 1',
      ).argParser(share),
    );
}

/** Adds the options that say how a command talks. */
export function withTalk(command: Command): Command {
  return command.option('--json', 'answer in JSON, for programs').option('--quiet', 'say nothing but errors');
}

/**
 * The format of a table's file by its ending; undefined when it is not known.
 *
 * @example formatOf('sales.csv.gz') // 'csv'
 */
export function formatOf(file: string): 'csv' | 'json' | 'ndjson' | 'parquet' | undefined {
  const [, text, parquet] = /\.(?:(csv|json|ndjson)(?:\.gz)?|(parquet))$/i.exec(file) ?? [];
  // The pattern lets these four through, and no other.
  return (text ?? parquet)?.toLowerCase() as ReturnType<typeof formatOf>;
}

/** Ends with bad usage when standard input is to be two files, or a format is named for none. */
export function checkStandardInput(
  options: TableOptions & { readonly model: string; readonly anchors?: string },
  command: Command,
): void {
  const named = (['model', 'anchors', ...TABLES] as const).filter(name => options[name] === STANDARD);
  if (named.length > 1) command.error(`error: standard input can be one file only, not --${named.join(' and --')}`);
  if (options.format !== undefined && !TABLES.some(name => options[name] === STANDARD)) {
    command.error(
      'error: --format is for a table from standard input, such as --sales -; a file is read by its ending',
    );
  }
}

/** Reads an option's value as a whole number, 0 or more. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or more.');
  return Number(text);
}

/** Reads an option's value as a whole number, 1 or more. */
export function countingNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return Number(text);
}

/** Reads an option's value as a time with its offset. */
export function time(text: string): string {
  if (!isTime(text)) throw new InvalidArgumentError('It is a time with its offset, such as 2026-11-22T10:00:00Z.');
  return text;
}

/** Reads an option's value as a number above 0. */
export function aboveZero(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number > 0 && number < Infinity))
    throw new InvalidArgumentError('It is a number above 0.');
  return number;
}

function tableFile(file: string): string {
  if (file === STANDARD || formatOf(file) !== undefined) return file;
  throw new InvalidArgumentError(
    'Its ending is not known; files are .csv, .json, .ndjson (each also .gz) and .parquet.',
  );
}

function delimiter(text: string): string {
  const sign = text === '\\t' || text === 'tab' ? '\t' : text;
  if (![',', ';', '\t', '|'].includes(sign)) throw new InvalidArgumentError('It is one of , ; | and tab.');
  return sign;
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 1))
    throw new InvalidArgumentError('It is a share from 0 to 1, such as 0.05.');
  return number;
}
