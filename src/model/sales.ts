// Sales rows made ready to be measured: attributes joined, columns derived, rows that cannot be used set aside.
import { evaluate } from '../expr/evaluate.ts';
import type { Scope } from '../expr/evaluate.ts';
import type { AgeDays } from '../expr/formula.ts';
import type { Column, DateColumn } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import type { Plan } from './plan.ts';
import { attributeTables, columnNamed, isComplete, isMissing, joined, pickRows } from './sources.ts';
import type { TableName, Tables } from './sources.ts';

/** A row that could not be used: where it stands in its table (from 1), and why. */
export interface RejectedRow {
  readonly table: TableName;
  readonly row: number;
  readonly column: string;
  readonly reason: string;
}

/** The sales rows that take part, by our names. */
export interface Sales {
  readonly rows: number;
  readonly days: Int32Array;
  /** Where these rows stand in the table, from 0; undefined when all of its rows are here. */
  readonly kept: Uint32Array | undefined;
  readonly column: (name: string) => Column;
  readonly scope: (periodEnd: number) => Scope;
  readonly rejects: readonly RejectedRow[];
  /** Rows that could be used, but for which the model's `where` does not hold. */
  readonly filtered: number;
}

/**
 * The sales rows that can be measured: those with a date and a key for which `where` holds.
 *
 * Shape: the sales table of n rows to at most n rows. Columns are made when they are first asked for.
 * Degenerate: every row can be used: no column is copied.
 * @throws duplicate when an attribute table has a key twice
 * @example prepareSales(plan, { sales }).rows // how many rows take part
 */
export function prepareSales(plan: Plan, tables: Tables): Sales {
  const all = allRows(plan, tables);
  const { kept, rejects, filtered } = usableRows(plan, all);
  const columns = new Map<string, Column>();
  const column = (name: string): Column => {
    let found = columns.get(name);
    if (!found) columns.set(name, (found = kept === undefined ? all.column(name) : pickRows(all.column(name), kept)));
    return found;
  };
  const rows = kept?.length ?? all.rows;
  // Checked before: the column "date" holds dates.
  const { days } = column('date') as DateColumn;
  return { rows, kept, days, column, rejects, filtered, scope: periodEnd => rowScope(rows, column, periodEnd) };
}

interface AllRows {
  readonly rows: number;
  readonly column: (name: string) => Column;
}

function allRows({ model, derive }: Plan, tables: Tables): AllRows {
  const rows = tables.sales?.rows ?? 0;
  const columns = new Map<string, Column>();
  const column = (name: string): Column => {
    let found = columns.get(name);
    if (!found) columns.set(name, (found = make(name)));
    return found;
  };
  return { rows, column };

  function make(name: string): Column {
    const derived = derive.find(each => each.name === name);
    // A derived column may look at the age of a row, which needs an end; there is none before the period is known.
    if (derived) return { type: 'number', values: evaluate(derived.formula, rowScope(rows, column, NaN)) };
    const own = columnNamed(model, tables, 'sales', name);
    if (own) return own;
    const [from] = attributeTables(model, tables, name).filter(
      ({ key }) => columnNamed(model, tables, 'sales', key) !== undefined,
    );
    // Checked before: every name is found, and keys are text.
    const keys = column(from.key) as TextColumn;
    const tableKeys = columnNamed(model, tables, from.table, from.key) as TextColumn;
    return joined(keys, tableKeys, columnNamed(model, tables, from.table, name) as Column, from.table, from.key);
  }
}

function usableRows(
  { keys, where }: Plan,
  all: AllRows,
): { kept: Uint32Array | undefined; rejects: RejectedRow[]; filtered: number } {
  const needed = ['date', ...keys]
    .map(name => ({ name, column: all.column(name) }))
    .filter(({ column }) => !isComplete(column));
  const holds = where === null ? undefined : evaluate(where, rowScope(all.rows, all.column, NaN));
  const rejects: RejectedRow[] = [];
  if (needed.length === 0 && holds === undefined) return { kept: undefined, rejects, filtered: 0 };
  const kept = new Uint32Array(all.rows);
  let count = 0;
  for (let row = 0; row < all.rows; row++) {
    const lacking = needed.find(({ column }) => isMissing(column, row));
    if (lacking) rejects.push({ table: 'sales', row: row + 1, column: lacking.name, reason: `no ${lacking.name}` });
    else if (holds === undefined || holds[row] === 1) kept[count++] = row;
  }
  const filtered = all.rows - count - rejects.length;
  return { kept: count === all.rows ? undefined : kept.subarray(0, count), rejects, filtered };
}

/**
 * What a formula about a row can refer to, when the period ends on that day.
 *
 * @example rowScope(2, () => numberColumn, 17774).rows // 2
 */
export function rowScope(rows: number, column: (name: string) => Column, periodEnd: number): Scope {
  const scope: Scope = {
    rows,
    leaf(leaf) {
      if (leaf.kind === 'column') return column(leaf.name);
      // Parsing allows nothing else in an expression of a row.
      const { of } = leaf as AgeDays;
      const days = evaluate(of ?? { kind: 'column', name: 'date' }, scope);
      return { type: 'number', values: days.map(day => periodEnd - day) };
    },
  };
  return scope;
}
