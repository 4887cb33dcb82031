// Columns that grow row by row while a file is read; a cell that cannot be used is answered with the reason.
import { RatingError } from '../errors/ratingError.ts';
import { codesOfRows } from './codesOfRows.ts';
import type { Column } from './table.ts';
import { dayByPattern } from './datePattern.ts';
import { dashedDigits } from './dashedDigits.ts';
import { dayOf, dayReader, MISSING_DAY } from './days.ts';
import { plainNumber } from './plainNumber.ts';
import { Dictionary, MISSING_CODE } from './text.ts';

/** One cell as a file gives it; null is missing. */
export type Cell = string | number | null;

/** How cells are read. */
export interface CellOptions {
  readonly datePattern?: string;
  readonly decimalComma?: boolean;
}

/** A column under construction: `put` answers why the cell cannot be used, or nothing; the last row may be put again; `finish` is the end. */
export interface ColumnBuilder {
  put(row: number, cell: Cell): string;
  /** The cells at a place of several rows: of columns that can use any text, and are faster with many at once. */
  putAll?(row: number, rows: readonly (readonly string[])[], place: number): void;
  isMissing(row: number): boolean;
  finish(rows: number): Column;
}

const FIRST_ROWS = 1024;
const TEXTS_REMEMBERED = 1_000_000;

/**
 * A growing column of one type.
 *
 * Shape: cells by row number to a column of as many rows as `finish` is told; room doubles when it runs out. Rows are put one after the other, none left out.
 * Degenerate: null and blank cells are missing; words of rows that were put again leave no trace.
 * @throws invalid_argument for a date pattern that date-fns refuses, when made or at the first cell that shows it
 * @example columnBuilder('number').put(0, 'abc') // 'not a plain decimal number such as 1234.5'
 */
export function columnBuilder(type: Column['type'], options: CellOptions = {}): ColumnBuilder {
  switch (type) {
    case 'number':
      return new NumberBuilder(options.decimalComma ?? false);
    case 'text':
      return new TextBuilder();
    case 'date':
      return new DateBuilder(options.datePattern);
  }
}

class NumberBuilder implements ColumnBuilder {
  #values = new Float64Array(FIRST_ROWS);
  readonly #decimalComma: boolean;

  constructor(decimalComma: boolean) {
    this.#decimalComma = decimalComma;
  }

  put(row: number, cell: Cell): string {
    if (row >= this.#values.length) this.#values = grown(this.#values, Float64Array);
    const value = typeof cell === 'string' ? plainNumber(cell, this.#decimalComma) : (cell ?? NaN);
    if (typeof value === 'string') return value;
    this.#values[row] = value;
    return Math.abs(value) === Infinity ? 'a number too large for a double' : '';
  }

  isMissing(row: number): boolean {
    return Number.isNaN(this.#values[row]);
  }

  finish(rows: number): Column {
    const values = this.#values.slice(0, rows);
    this.#values = new Float64Array(0);
    return { type: 'number', values };
  }
}

class DateBuilder implements ColumnBuilder {
  #days = new Int32Array(FIRST_ROWS);
  #read: (text: string) => number;
  #texts = 0;
  readonly #pattern: string | undefined;

  constructor(pattern: string | undefined) {
    // date-fns writes to the console about these two letters before it throws.
    const isOfWeeks = /[YD]/.test((pattern ?? '').replace(/'[^']*'/g, ''));
    if (isOfWeeks) throw patternFault(pattern, 'a year is yyyy, a day is dd');
    this.#pattern = pattern;
    this.#read = reader(pattern);
  }

  put(row: number, cell: Cell): string {
    if (row >= this.#days.length) this.#days = grown(this.#days, Int32Array);
    this.#days[row] = MISSING_DAY;
    if (cell === null) return '';
    if (typeof cell === 'number') return 'a number; a date is text such as "2018-09-01"';
    // A fresh memory now and then, so that millions of distinct time stamps do not pile up.
    if (++this.#texts % TEXTS_REMEMBERED === 0) this.#read = reader(this.#pattern);
    const day = this.#dayOf(cell);
    this.#days[row] = day;
    return day === MISSING_DAY && cell.trim() !== '' ? this.#reasonOf(cell.trim()) : '';
  }

  isMissing(row: number): boolean {
    return this.#days[row] === MISSING_DAY;
  }

  finish(rows: number): Column {
    const days = this.#days.slice(0, rows);
    this.#days = new Int32Array(0);
    return { type: 'date', days };
  }

  #dayOf(text: string): number {
    try {
      return this.#read(text);
    } catch (error) {
      throw patternFault(this.#pattern, (error as Error).message.split(';')[0]);
    }
  }

  #reasonOf(text: string): string {
    if (this.#pattern !== undefined) return `not a day in the pattern "${this.#pattern}"`;
    if (/^\d{4}-?\d{2}-?\d{2}(?!\d)/.test(text)) return 'no such day or time';
    return 'not a date as YYYY-MM-DD, YYYYMMDD or an ISO date-time';
  }
}

class TextBuilder implements ColumnBuilder {
  #codes = new Uint32Array(FIRST_ROWS);
  readonly #dictionary = new Dictionary();

  put(row: number, cell: Cell): string {
    if (row >= this.#codes.length) this.#codes = grown(this.#codes, Uint32Array);
    this.#codes[row] = this.#dictionary.code(typeof cell === 'number' ? String(cell) : cell);
    return '';
  }

  putAll(row: number, rows: readonly (readonly string[])[], place: number): void {
    while (row + rows.length > this.#codes.length) this.#codes = grown(this.#codes, Uint32Array);
    codesOfRows(this.#dictionary, rows, place, this.#codes, row);
  }

  isMissing(row: number): boolean {
    return this.#codes[row] === MISSING_CODE;
  }

  finish(rows: number): Column {
    const codes = this.#codes.slice(0, rows);
    this.#codes = new Uint32Array(0);
    return { type: 'text', ...onlyUsedWords(codes, this.#dictionary.words) };
  }
}

function patternFault(pattern: string | undefined, why: string): RatingError {
  return new RatingError('invalid_argument', ['datePattern'], `"${pattern}" is not a date pattern: ${why}`);
}

/** Drops words that only rejected rows had; words stay in order of appearance. */
function onlyUsedWords(codes: Uint32Array, words: readonly string[]): { codes: Uint32Array; words: readonly string[] } {
  const places = new Uint32Array(words.length).fill(MISSING_CODE);
  const used: string[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code !== MISSING_CODE && places[code] === MISSING_CODE) places[code] = used.push(words[code]) - 1;
  }
  if (used.length === words.length) return { codes, words };
  return { codes: codes.map(code => (code === MISSING_CODE ? code : places[code])), words: used };
}

// No fill: room that was never written to takes no memory yet.
function grown<T extends Float64Array | Int32Array | Uint32Array>(old: T, make: new (length: number) => T): T {
  const room = new make(2 * old.length);
  room.set(old);
  return room;
}

function reader(pattern: string | undefined): (text: string) => number {
  if (pattern !== undefined) return dayReader(text => dayByPattern(text, pattern));
  const read = dayReader();
  const days = new Map<number, number>();
  return text => {
    const digits = dashedDigits(text);
    if (digits === null) return read(text);
    let day = days.get(digits);
    if (day === undefined) days.set(digits, (day = dayOf(text)));
    return day;
  };
}
