// What every reader is asked and answers: requested columns in, a table and the rows it could not use out.
import type { Column, Table } from './table.ts';
import { RatingError, type FaultPath } from '../errors/ratingError.ts';
import { columnBuilder, type Cell, type ColumnBuilder } from './columnBuilder.ts';
import { excerpt, mergeRequests, unreadOf, type ColumnRequest } from './columnRequests.ts';

/** How a file is read; each reader takes what its format has. */
export interface ReadOptions {
  /** The columns to give; without it every column, typed as the reader says. */
  readonly columns?: readonly ColumnRequest[];
  /** What stands between cells; default: detected from the header line. */
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** A date-fns pattern; default: YYYY-MM-DD, YYYYMMDD, ISO date-time. */
  readonly datePattern?: string;
  /** Numbers are written such as 1234,5. */
  readonly decimalComma?: boolean;
  /** The share of rows, 0 to 1, that may be rejected. */
  readonly maxRejects?: number;
  readonly onProgress?: (bytesRead: number) => void;
}

/** A row that cannot be used: the physical line where it begins (its place, from 1, where there are no lines) and its first unusable cell. */
export interface Reject {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** What a file held: rows read = rows of the table + rejects. */
export interface ReadResult {
  readonly table: Table;
  readonly read: number;
  readonly rejects: readonly Reject[];
}

/**
 * Takes rows cell by cell into the requested columns and keeps account of those it cannot use.
 *
 * Shape: `add` takes a row's cells in the order of `columns`, `addAll` whole rows, with the place of each column's cell among theirs; the same
 * column asked for twice is one.
 * @throws wrong_type when one column is asked for as two types; invalid_argument for a date pattern that date-fns refuses
 * @example new RowIntake([{ name: 'units', type: 'number' }], {}).columns.length // 1
 */
export class RowIntake {
  readonly columns: ColumnRequest[] = [];
  readonly #builders: ColumnBuilder[] = [];
  readonly #rejects: Reject[] = [];
  readonly #options: ReadOptions;
  #rows = 0;

  constructor(columns: readonly ColumnRequest[], options: ReadOptions) {
    this.#options = options;
    for (const request of mergeRequests(columns)) this.addColumn(request);
  }

  /** A column more; the rows before it are missing there. */
  addColumn(request: ColumnRequest): void {
    this.columns.push(request);
    const builder = columnBuilder(request.type, this.#options);
    for (let row = 0; row < this.#rows; row++) builder.put(row, null);
    this.#builders.push(builder);
  }

  add(line: number, cells: readonly Cell[]): void {
    for (let at = 0; at < this.#builders.length; at++) {
      const builder = this.#builders[at];
      const cell = cells[at];
      let reason = builder.put(this.#rows, cell);
      if (reason === '' && this.columns[at].required && builder.isMissing(this.#rows))
        reason = 'missing; every row needs a value here';
      if (reason !== '') return this.reject(line, this.columns[at].name, String(cell ?? ''), reason);
    }
    this.#rows++;
  }

  /** Rows of one piece of a file, column by column; row by row when one of them cannot be used. */
  addAll(lines: readonly number[], rows: readonly (readonly string[])[], places: readonly number[]): void {
    if (places.every((place, column) => this.#takesColumn(column, rows, place))) this.#rows += rows.length;
    else
      rows.forEach((cells, at) =>
        this.add(
          lines[at],
          places.map(place => cells[place]),
        ),
      );
  }

  #takesColumn(column: number, rows: readonly (readonly string[])[], place: number): boolean {
    const builder = this.#builders[column];
    const first = this.#rows;
    if (builder.putAll) builder.putAll(first, rows, place);
    else for (let at = 0; at < rows.length; at++) if (builder.put(first + at, rows[at][place]) !== '') return false;
    return !(this.columns[column].required && rows.some((_cells, at) => builder.isMissing(first + at)));
  }

  reject(line: number, column: string, value: string, reason: string): void {
    this.#rejects.push({ line, column, value: excerpt(value), reason });
  }

  /** The table, out of a file with columns of these names; a message about too many rejects begins with `where`. */
  finish(where: FaultPath, names: readonly string[] = []): ReadResult {
    const columns = new Map<string, Column>();
    this.columns.forEach(({ name }, at) => columns.set(name, this.#builders[at].finish(this.#rows)));
    const result = readResult({ rows: this.#rows, columns, ...unreadOf(names, columns) }, this.#rejects);
    checkRejects(result, this.#options.maxRejects, where);
    return result;
  }
}

/**
 * A table and its rejects, in order of line, as the answer of a reader.
 *
 * @example readResult({ rows: 2, columns: new Map() }, []).read // 2
 */
export function readResult(table: Table, rejects: readonly Reject[]): ReadResult {
  return { table, read: table.rows + rejects.length, rejects: [...rejects].sort((a, b) => a.line - b.line) };
}

/**
 * Says when more than a share of the rows could not be used.
 *
 * Degenerate: no limit, or no rows: nothing.
 * @throws invalid_data with the count and the first three rejects
 * @example checkRejects({ table: { rows: 1, columns: new Map() }, read: 1, rejects: [] }, 0, []) // undefined
 */
export function checkRejects({ read, rejects }: ReadResult, maxRejects: number | undefined, where: FaultPath): void {
  if (maxRejects === undefined || rejects.length <= maxRejects * read) return;
  const shown = rejects.slice(0, 3).map(({ line, column, value, reason }) => {
    const cell = column === '' ? '' : `, column "${excerpt(column, 60)}", value "${excerpt(value, 60)}"`;
    return `line ${line}${cell}: ${reason}`;
  });
  throw new RatingError(
    'invalid_data',
    where,
    `${rejects.length} of ${read} rows cannot be used, at most ${maxRejects * 100}% may; ${shown.join('; ')}`,
  );
}
