// What a model measures: the units of its tables and what formulas about them can ask for, before any formula is asked.
import { RatingError } from '../errors/ratingError.ts';
import type { Period } from '../table/period.ts';
import type { TextColumn } from '../table/text.ts';
import type { Metrics } from './metrics.ts';
import { periodOf } from './periodOf.ts';
import type { Plan } from './plan.ts';
import type { SoldUnits } from './soldUnits.ts';
import { pickRows } from './sources.ts';
import type { Tables } from './sources.ts';
import { unitColumn } from './unitColumn.ts';
import type { UnitSources } from './unitFormulas.ts';
import { pickUnits, unitsOf } from './units.ts';
import type { Units } from './units.ts';

/** The units of a model's tables, with what formulas about them can ask for. */
export interface Measurable {
  /** The units that are rated. */
  readonly units: Units;
  /** Where they stand among all that the tables name, which formulas are about; undefined when all are rated. */
  readonly listed: Uint32Array | undefined;
  readonly metrics: Metrics | undefined;
  /** Null when no table has dates. */
  readonly period: Period | null;
  readonly sources: UnitSources;
}

/**
 * The units that sales rows name, or that stand in the metrics table, ready to be measured.
 *
 * Shape: units in the order of their keys. Degenerate: no usable rows: no units.
 * @throws invalid_data when neither table is given, or no row can be used to set the period's end
 * @example measurable(plan, { sales }, soldUnits(plan, prepareSales(plan, { sales }), 5), undefined).units.count // how many units there are
 */
export function measurable(
  plan: Plan,
  tables: Tables,
  sold: SoldUnits | undefined,
  metrics: Metrics | undefined,
): Measurable {
  const period = periodOf(plan.model, sold ? 'sales' : 'metrics', sold?.days ?? metrics?.days);
  const all = sold ? sold.units : unitsOfMetrics(plan, metrics, period);
  const listed = sold && period ? unitsWithRows(sold, period) : undefined;
  return {
    units: listed ? pickUnits(all, listed, plan.model.rate.within.length) : all,
    listed,
    metrics,
    period,
    sources: {
      units: all,
      measure: sold?.measure,
      column: name => unitColumn(plan, tables, all, name),
      // Checked before: a model that asks for a metric is given metrics.
      metric: (name, periodEnd) => (metrics as Metrics).at(name, all.keys, periodEnd),
    },
  };
}

function unitsOfMetrics({ keys, model }: Plan, metrics: Metrics | undefined, period: Period | null): Units {
  if (!metrics) throw new RatingError('invalid_data', [], 'neither sales nor metrics are given');
  const rows = metrics.rowsAt(period?.end ?? Infinity);
  // Checked before: keys are text.
  const columns = keys.map(name => pickRows(metrics.key(name), rows) as TextColumn);
  return unitsOf(columns, rows.length, model.rate.within.length).units;
}

function unitsWithRows({ measure }: SoldUnits, period: Period): Uint32Array | undefined {
  const [sold] = measure(period, [{ kind: 'measure', name: 'count', of: null, where: null }]);
  const listed = new Uint32Array(sold.length);
  let count = 0;
  for (let unit = 0; unit < sold.length; unit++) if (sold[unit] > 0) listed[count++] = unit;
  // Where all are, no column is copied.
  return count === sold.length ? undefined : listed.slice(0, count);
}
