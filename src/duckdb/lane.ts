// A lane carries one column from DuckDB's chunks to a typed column; text travels as codes, so that each word crosses once.
import { columnBuilder, type CellOptions } from '../table/columnBuilder.ts';
import { dayOf, isoDay, MISSING_DAY } from '../table/days.ts';
import type { ColumnRequest } from '../table/columnRequests.ts';
import type { Column } from '../table/table.ts';
import { Dictionary, MISSING_CODE } from '../table/text.ts';

/** Numbers of one chunk, as DuckDB gives them. */
export type Items = ArrayLike<number>;

/** One requested column on its way: what to select, why an item cannot be used, how it is kept. */
export interface Lane {
  readonly request: ColumnRequest;
  readonly select: string;
  /** Why the item cannot be used; empty when it can. */
  reasonFor(item: number): string;
  textOf(item: number): string;
  /** Keeps the items at `places`, in rows from `row` on. */
  keep(row: number, items: Items, places: Uint32Array): void;
  column(rows: number): Column;
}

const MISSING = 'missing; every row needs a value here';
const MISSING_ITEM = -(2 ** 31) + 1;
const FIRST_DAY = dayOf('0001-01-01');
const LAST_DAY = dayOf('9999-12-31');

/**
 * A column that DuckDB holds as numbers.
 *
 * Degenerate: NULL and NaN are missing; an infinite number rejects its row.
 * @example numberLane({ name: 'units', type: 'number' }, '"units"', 10).reasonFor(Infinity) // 'not a finite number'
 */
export function numberLane(request: ColumnRequest, source: string, rows: number): Lane {
  const values = new Float64Array(rows);
  return {
    request,
    select: `coalesce(CAST(${source} AS DOUBLE), 'NaN'::DOUBLE)`,
    reasonFor(item) {
      if (Number.isNaN(item)) return request.required ? MISSING : '';
      return Number.isFinite(item) ? '' : 'not a finite number';
    },
    textOf: item => (Number.isNaN(item) ? '' : String(item)),
    keep(row, items, places) {
      for (let at = 0; at < places.length; at++) values[row + at] = items[places[at]];
    },
    column: count => ({ type: 'number', values: count === rows ? values : values.slice(0, count) }),
  };
}

/**
 * A column that DuckDB holds as dates or times.
 *
 * Degenerate: NULL is missing; a year outside 1 to 9999 rejects its row.
 * @example dateLane({ name: 'date', type: 'date' }, '"date"', 10).reasonFor(0) // ''
 */
export function dateLane(request: ColumnRequest, source: string, rows: number): Lane {
  const days = new Int32Array(rows);
  return {
    request,
    // DuckDB's least date stands for NULL: reading the NULLs themselves is ten times slower.
    select: `coalesce(CAST(${source} AS DATE), '-infinity'::DATE)`,
    reasonFor(item) {
      if (item === MISSING_ITEM) return request.required ? MISSING : '';
      return item >= FIRST_DAY && item <= LAST_DAY ? '' : 'a year outside 1 to 9999';
    },
    textOf: item =>
      item === MISSING_ITEM ? '' : item >= FIRST_DAY && item <= LAST_DAY ? (isoDay(item) ?? '') : `day ${item}`,
    keep(row, items, places) {
      for (let at = 0; at < places.length; at++) {
        const item = items[places[at]];
        days[row + at] = item === MISSING_ITEM ? MISSING_DAY : item;
      }
    },
    column: count => ({ type: 'date', days: count === rows ? days : days.slice(0, count) }),
  };
}

/**
 * Text by codes into DuckDB's words; the words of the column are in order of appearance, as other readers have them.
 *
 * Degenerate: NULL and blank are missing.
 * @example textLane({ name: 'brand', type: 'text' }, 'enum_code(c0)', 10, ['Ada']).textOf(0) // 'Ada'
 */
export function textLane(request: ColumnRequest, code: string, rows: number, words: readonly string[]): Lane {
  const codes = new Uint32Array(rows);
  const dictionary = new Dictionary();
  const isMissing = (item: number): boolean => item === MISSING_CODE || words[item].trim() === '';
  const UNKNOWN = MISSING_CODE - 1;
  const known = new Uint32Array(words.length).fill(UNKNOWN);
  return {
    request,
    select: code,
    reasonFor: item => (request.required && isMissing(item) ? MISSING : ''),
    textOf: item => words[item] ?? '',
    keep(row, items, places) {
      for (let at = 0; at < places.length; at++) {
        const item = items[places[at]];
        if (item !== MISSING_CODE && known[item] === UNKNOWN) known[item] = dictionary.code(words[item]);
        codes[row + at] = item === MISSING_CODE ? item : known[item];
      }
    },
    column: count => ({ type: 'text', codes: count === rows ? codes : codes.slice(0, count), words: dictionary.words }),
  };
}

/**
 * Numbers or dates that the file holds as text: every distinct text is read once, by the rules for cells of CSV.
 *
 * Degenerate: NULL and blank are missing.
 * @example parsedLane({ name: 'units', type: 'number' }, 'enum_code(c0)', 10, ['1,5'], {}).reasonFor(0) // 'has a thousands mark or a decimal comma; a number is written such as 1234.5'
 */
export function parsedLane(
  request: ColumnRequest,
  code: string,
  rows: number,
  words: readonly string[],
  options: CellOptions,
): Lane {
  const builder = columnBuilder(request.type, options);
  const reasons = words.map(
    (word, at) => builder.put(at, word) || (request.required && builder.isMissing(at) ? MISSING : ''),
  );
  const read = builder.finish(words.length);
  const values = read.type === 'number' ? read.values : read.type === 'date' ? read.days : read.codes;
  const missing = request.type === 'number' ? NaN : MISSING_DAY;
  const kept = request.type === 'number' ? new Float64Array(rows) : new Int32Array(rows);
  return {
    request,
    select: code,
    reasonFor: item => (item === MISSING_CODE ? (request.required ? MISSING : '') : reasons[item]),
    textOf: item => words[item] ?? '',
    keep(row, items, places) {
      for (let at = 0; at < places.length; at++) {
        const item = items[places[at]];
        kept[row + at] = item === MISSING_CODE ? missing : values[item];
      }
    },
    column: count => {
      const cells = kept.slice(0, count);
      return cells instanceof Float64Array ? { type: 'number', values: cells } : { type: 'date', days: cells };
    },
  };
}
