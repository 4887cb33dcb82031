import { measureAll } from '../steps/indicators/measures.ts';
import type { MeasuredRows } from '../steps/indicators/measures.ts';
import type { TextColumn } from '../table/text.ts';
import type { Plan } from './plan.ts';
import type { RejectedRow, Sales } from './sales.ts';
import type { MeasureUnits } from './unitFormulas.ts';
import { unitsOf } from './units.ts';
import type { Units } from './units.ts';

/** The units that sales rows name, and what measures them. */
export interface SoldUnits {
  readonly units: Units;
  readonly measure: MeasureUnits;
  /** Days among which are the first and the last of the rows that take part. */
  readonly days: Int32Array;
  /** How many rows were given. */
  readonly read: number;
  readonly rejects: readonly RejectedRow[];
  readonly filtered: number;
}

/**
 * The units of sales rows, measured over all rows whenever it is asked for.
 *
 * Shape: n rows to the distinct keys, in code point order; `rows` are those that are measured.
 * @example soldUnits(plan, prepareSales(plan, { sales }), 5).units.count // how many units have a row
 */
export function soldUnits(
  { keys, model }: Plan,
  sales: Sales,
  read: number,
): SoldUnits & { readonly rows: MeasuredRows } {
  const { days, scope, rejects, filtered } = sales;
  // Checked before: keys are text.
  const columns = keys.map(name => sales.column(name) as TextColumn);
  const { units, rowUnits } = unitsOf(columns, sales.rows, model.rate.within.length);
  const rows = { groups: rowUnits, days, scope };
  const measure: MeasureUnits = (period, measures) => measureAll(rows, period, measures);
  return { units, rows, measure, days, read, rejects, filtered };
}
