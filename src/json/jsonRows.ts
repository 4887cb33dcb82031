// JSON objects to columns: a key is a column, by its own properties only.
import { columnsGiven, type ColumnRequest } from '../table/columnRequests.ts';
import { RowIntake, type ReadOptions, type ReadResult } from '../table/intake.ts';
import type { Cell } from '../table/columnBuilder.ts';
import type { FaultPath } from '../errors/ratingError.ts';

interface Row {
  readonly line: number;
  readonly values: ReadonlyMap<string, unknown>;
}

const ROWS_TO_TYPE_BY = 1000;
const ROWS_TO_NAME_BY = 1000;

/**
 * Takes rows of JSON values into the requested columns; without a request, into every key there is.
 *
 * Shape: a key whose first thousand values are all numbers is a number column, else text; a key that comes up later is typed by its first value.
 * Degenerate: null and absent are missing; true and false are text; an object or list in a cell rejects the row.
 * @throws unknown_column, in `finish`, for a requested key that no row has
 * @example new JsonRows({}, []).finish().read // 0
 */
export class JsonRows {
  readonly #intake: RowIntake;
  readonly #isRequested: boolean;
  readonly #where: FaultPath;
  readonly #known = new Set<string>();
  /** Optional columns that no row had so far. */
  #waiting: readonly ColumnRequest[];
  readonly #cells: Cell[] = [];
  #rowsNamed = 0;
  #untyped: Row[] | null;

  constructor(options: ReadOptions, where: FaultPath) {
    this.#where = where;
    this.#isRequested = options.columns !== undefined;
    this.#untyped = this.#isRequested ? null : [];
    this.#intake = new RowIntake(options.columns?.filter(({ optional }) => !optional) ?? [], options);
    this.#waiting = options.columns?.filter(({ optional }) => optional) ?? [];
  }

  add(line: number, row: unknown): void {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      this.reject(line, JSON.stringify(row), 'not an object with a value for each column');
    } else if (this.#isRequested) {
      this.#addRequested(line, row as Readonly<Record<string, unknown>>);
    } else {
      // Entries are own properties: a key such as __proto__ is a name like any other.
      this.#addAll({ line, values: new Map(Object.entries(row)) });
    }
  }

  reject(line: number, value: string, reason: string): void {
    this.#intake.reject(line, '', value, reason);
  }

  finish(): ReadResult {
    this.#typeKeys();
    const seen = [...this.#known];
    const result = this.#intake.finish(this.#where, seen);
    if (this.#isRequested && seen.length > 0) columnsGiven(this.#intake.columns, seen, this.#where);
    return result;
  }

  #addRequested(line: number, row: Readonly<Record<string, unknown>>): void {
    if (this.#rowsNamed++ < ROWS_TO_NAME_BY) for (const name of Object.keys(row)) this.#known.add(name);
    if (this.#waiting.some(({ name }) => Object.hasOwn(row, name))) {
      for (const request of this.#waiting) if (Object.hasOwn(row, request.name)) this.#intake.addColumn(request);
      this.#waiting = this.#waiting.filter(({ name }) => !Object.hasOwn(row, name));
    }
    const { columns } = this.#intake;
    const values = columns.map(({ name }) => (Object.hasOwn(row, name) ? row[name] : undefined));
    this.#take(line, columns, values);
  }

  #addAll(row: Row): void {
    if (this.#untyped) {
      this.#untyped.push(row);
      if (this.#untyped.length === ROWS_TO_TYPE_BY) this.#typeKeys();
      return;
    }
    for (const [name, value] of row.values) {
      if (this.#known.has(name) || value === null) continue;
      this.#addKey(name, typeof value === 'number');
    }
    const { columns } = this.#intake;
    this.#take(
      row.line,
      columns,
      columns.map(({ name }) => row.values.get(name)),
    );
  }

  #typeKeys(): void {
    const rows = this.#untyped ?? [];
    this.#untyped = null;
    const areNumbers = new Map<string, boolean>();
    for (const { values } of rows) {
      for (const [name, value] of values) {
        if (value !== null) areNumbers.set(name, (areNumbers.get(name) ?? true) && typeof value === 'number');
      }
    }
    for (const [name, isNumber] of areNumbers) this.#addKey(name, isNumber);
    for (const row of rows) this.#addAll(row);
  }

  #addKey(name: string, isNumber: boolean): void {
    this.#known.add(name);
    this.#intake.addColumn({ name, type: isNumber ? 'number' : 'text' });
  }

  #take(line: number, columns: readonly ColumnRequest[], values: readonly unknown[]): void {
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (value !== undefined && this.#isRequested) this.#known.add(columns[at].name);
      if (typeof value === 'object' && value !== null) {
        const kind = Array.isArray(value) ? 'a list' : 'an object';
        return this.#intake.reject(
          line,
          columns[at].name,
          JSON.stringify(value),
          `${kind}; a cell is a number, a text or null`,
        );
      }
      this.#cells[at] = cellOf(value);
    }
    this.#intake.add(line, this.#cells);
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'number' ? value : String(value);
}
