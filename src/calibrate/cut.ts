// A cut date: what was known at the end of that day, and nothing after it.
import { RatingError } from '../errors/ratingError.ts';
import { planOf } from '../model/plan.ts';
import { run } from '../model/run.ts';
import { columnNamed, pickRows } from '../model/sources.ts';
import type { TableName, Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { isoDay, MISSING_DAY } from '../table/days.ts';
import type { DateColumn, Table } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Scorable } from './fitWeights.ts';

/** The eligible units of one cut date. */
export interface Cut extends Scorable {
  /** Null where the tables are taken as they are. */
  readonly day: number | null;
  /** The key of each unit, as one text. */
  readonly units: readonly string[];
  /** The key of each unit's peers, as one text. */
  readonly peers: readonly string[];
  /** The score under the granted weights. */
  readonly granted: Float64Array;
}

/**
 * Rates the units at a cut date from the rows up to it; rows after it are not even looked at.
 *
 * Shape: tables to the normalized indicators of the eligible units, in the order of their keys. Attributes by brand, merchant and
 * category have no dates and are taken as they are.
 * @throws every fault of `check`; invalid_data when no row falls in the period, or metrics have no dates
 * @example cutAt(model, { sales }, null).units // ['["tea","Ada"]', …]
 */
export function cutAt(model: Model, tables: Tables, day: number | null): Cut {
  const result =
    day === null
      ? run(model, tables)
      : run({ ...model, period: { ...model.period, end: isoDay(day) as string } }, knownAt(model, tables, day));
  const rows = Uint32Array.from([...result.eligible.keys()].filter(unit => result.eligible[unit] === 1));
  const only = (values: Float64Array): Float64Array => Float64Array.from(rows, row => values[row]);
  const columns = result.keys.map(({ column }) => column);
  const within = columns.slice(0, model.rate.within.length);
  return {
    day,
    indicators: result.indicators.map(({ normalized }) => only(normalized)),
    groups: { of: Uint32Array.from(rows, row => result.peers.of[row]), count: result.peers.count },
    units: Array.from(rows, row => keyAt(columns, row)),
    peers: Array.from(rows, row => keyAt(within, row)),
    granted: only(result.score),
  };
}

/**
 * The key of a row as one text, the same for the same names whatever the table's codes.
 *
 * @example keyAt([textColumn(['tea']), textColumn(['Ada'])], 0) // '["tea","Ada"]'
 */
export function keyAt(columns: readonly TextColumn[], row: number): string {
  return JSON.stringify(columns.map(column => textAt(column, row)));
}

/**
 * The tables with no row after a day.
 *
 * @throws invalid_data when the model reads metrics and they have no dates
 * @example knownAt(model, { sales }, 17743).sales.rows // the rows up to 2018-07-31
 */
export function knownAt(model: Model, tables: Tables, day: number): Tables {
  const { sales, metrics, ...attributes } = tables;
  return {
    ...attributes,
    ...(sales ? { sales: until(model, sales, 'sales', day) } : {}),
    ...(metrics && planOf(model).usesMetrics ? { metrics: until(model, metrics, 'metrics', day) } : {}),
  };
}

function until(model: Model, table: Table, name: TableName, day: number): Table {
  const dates = columnNamed(model, { [name]: table }, name, 'date');
  if (dates?.type !== 'date') {
    // What is wrong with the dates of sales is told by the check of the model.
    if (name === 'sales') return table;
    throw new RatingError(
      'invalid_data',
      [name, 'date'],
      'without dates it cannot be told what was known at a cut date; give a column of dates, or leave out the cut dates',
    );
  }
  const rows = rowsUntil(dates, day);
  return {
    ...table,
    rows: rows.length,
    columns: new Map([...table.columns].map(([column, values]) => [column, pickRows(values, rows)])),
  };
}

function rowsUntil({ days }: DateColumn, day: number): Uint32Array {
  const rows = new Uint32Array(days.length);
  let count = 0;
  // A row without a date may be of any day, so that it is not known either.
  for (let row = 0; row < days.length; row++) if (days[row] <= day && days[row] !== MISSING_DAY) rows[count++] = row;
  return rows.slice(0, count);
}
