// Options that several commands share, each declared once.
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { TableName } from '../model/sources.ts';

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

/** Adds the options that name tables and say how to read them. */
export function withTables(command: Command): Command {
  return command
    .option('--sales <file>', 'sales rows: date, merchant, brand, category and numbers')
    .option('--metrics <file>', 'metrics by unit')
    .option('--brands <file>', 'attributes by brand')
    .option('--merchants <file>', 'attributes by merchant')
    .option('--categories <file>', 'attributes by category')
    .addOption(new Option('--format <format>', 'format of standard input (a file is read by its ending)').choices(['csv', 'json', 'ndjson']))
    .addOption(new Option('--delimiter <sign>', 'sign between CSV cells; found in the header line when left out').argParser(delimiter))
    .option('--date-pattern <pattern>', 'how dates are written, such as dd/MM/yyyy; ISO dates and YYYYMMDD need none')
    .option('--decimal-comma', 'numbers are written such as 1234,5')
    .addOption(new Option('--max-rejects <share>', 'stop when more than this share of the rows cannot be used, 0 to 1').argParser(share));
}

/** Adds the options that say how a command talks. */
export function withTalk(command: Command): Command {
  return command.option('--json', 'answer in JSON, for programs').option('--quiet', 'say nothing but errors');
}

function delimiter(text: string): string {
  const sign = text === '\\t' || text === 'tab' ? '\t' : text;
  if (![',', ';', '\t', '|'].includes(sign)) throw new InvalidArgumentError('It is one of , ; | and tab.');
  return sign;
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 1)) throw new InvalidArgumentError('It is a share from 0 to 1, such as 0.05.');
  return number;
}
