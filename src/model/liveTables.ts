// Batches brought under the columns of the table that they change.
import type { Fault } from '../errors/ratingError.ts';
import { RatingError } from '../errors/ratingError.ts';
import { MISSING_DAY } from '../table/days.ts';
import { stacked } from '../table/stacked.ts';
import type { Column, ColumnType, Table } from '../table/table.ts';
import { MISSING_CODE, textAt } from '../table/text.ts';
import type { Plan } from './plan.ts';
import { attributeTables, columnNamed, quoted } from './sources.ts';
import type { TableName, Tables } from './sources.ts';

/**
 * What keeps a batch from being added to a table: columns that it lacks, or that hold something else.
 *
 * Degenerate: further columns are no fault; a column without any value may be of any type.
 * @example batchFaults('sales', sales, { rows: 0, columns: new Map() })[0].code // 'unknown_column'
 */
export function batchFaults(name: TableName, table: Table, batch: Table): Fault[] {
  return [...table.columns].flatMap(([column, { type }]): Fault[] => {
    const found = batch.columns.get(column);
    if (!found) {
      const has = [...batch.columns.keys()].map(quoted).join(', ');
      const message = `the rows have no column ${quoted(column)}, which the table has; they have ${has || 'none'}`;
      return [{ code: 'unknown_column', path: [name, column], message }];
    }
    if (found.type === type || isEmpty(found)) return [];
    return [{ code: 'wrong_type', path: [name, column], message: `holds ${found.type}; in the table it is ${type}` }];
  });
}

/**
 * A batch under the columns of a table, in their order; other columns are left out.
 *
 * Shape: a batch without faults to one of as many rows.
 * @example conformed(sales, sales).rows // 5
 */
export function conformed(table: Table, batch: Table): Table {
  const columns = [...table.columns].map(([name, { type }]): [string, Column] => {
    // Checked before: the batch has every column of the table.
    const found = batch.columns.get(name) as Column;
    return [name, found.type === type ? found : emptyColumn(type, batch.rows)];
  });
  return { rows: batch.rows, columns: new Map(columns) };
}

/**
 * The metrics table with changed rows in the place of those of the same key and day, new ones at its end.
 *
 * Degenerate: a changed row without a key is at the end, where it is rejected as in any table.
 * @throws duplicate when two of the changed rows are for one key and day
 * @example withChanged(plan, { metrics }, metrics).rows // 2
 */
export function withChanged(plan: Plan, tables: Tables & { readonly metrics: Table }, changed: Table): Table {
  const keyOf = keyReader(plan, tables);
  const before = tables.metrics.rows;
  const places = new Map<string, number>();
  for (let row = 0; row < before; row++) {
    const key = keyOf(tables.metrics, row);
    if (key !== null) places.set(key, row);
  }
  const taken = new Map<string, number>();
  const rows = [...new Uint32Array(before).keys()];
  for (let row = 0; row < changed.rows; row++) {
    const key = keyOf(changed, row);
    const twin = key === null ? undefined : taken.get(key);
    if (twin !== undefined) {
      const message = `rows ${twin + 1} and ${row + 1} of the change have one key; one row a unit and day`;
      throw new RatingError('duplicate', ['metrics'], message);
    }
    if (key !== null) taken.set(key, row);
    rows[(key === null ? undefined : places.get(key)) ?? rows.length] = before + row;
  }
  const both = stacked([
    { table: tables.metrics, rows: undefined },
    { table: changed, rows: undefined },
  ]);
  return stacked([{ table: both, rows: Uint32Array.from(rows) }]);
}

/** What tells a row of metrics from the others: the model's keys, or those that they are joined by, and the day. */
function keyReader({ model, keys }: Plan, tables: Tables): (metrics: Table, row: number) => string | null {
  const own = keys.flatMap(name => {
    if (columnNamed(model, tables, 'metrics', name)) return [name];
    return attributeTables(model, tables, name)
      .map(({ key }) => key)
      .filter(key => columnNamed(model, tables, 'metrics', key) !== undefined);
  });
  return (metrics, row) => {
    const parts = own.map(name => {
      const column = columnNamed(model, { metrics }, 'metrics', name);
      return column?.type === 'text' ? textAt(column, row) : null;
    });
    const dated = columnNamed(model, { metrics }, 'metrics', 'date');
    const day = dated?.type === 'date' ? dated.days[row] : 0;
    return parts.includes(null) || day === MISSING_DAY ? null : JSON.stringify([day, ...parts]);
  };
}

function isEmpty(column: Column): boolean {
  switch (column.type) {
    case 'number':
      return column.values.every(Number.isNaN);
    case 'text':
      return column.codes.every(code => code >= column.words.length);
    case 'date':
      return column.days.every(day => day === MISSING_DAY);
  }
}

function emptyColumn(type: ColumnType, rows: number): Column {
  switch (type) {
    case 'number':
      return { type, values: new Float64Array(rows).fill(NaN) };
    case 'text':
      return { type, codes: new Uint32Array(rows).fill(MISSING_CODE), words: [] };
    case 'date':
      return { type, days: new Int32Array(rows).fill(MISSING_DAY) };
  }
}
