// The population of a model: every unit with its peers, the raw values of its indicators, and whether it is eligible.
import { RatingError } from '../errors/ratingError.ts';
import type { Period } from '../table/period.ts';
import type { TextColumn } from '../table/text.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { evaluateAll, rowsOf } from './evaluateAll.ts';
import type { RawIndicator } from './evaluateAll.ts';
import { groupingKey, groupingPlaces, groupingsOf, groupUnits } from './groupings.ts';
import type { Groupings } from './groupings.ts';
import type { Metrics } from './metrics.ts';
import { periodOf } from './periodOf.ts';
import type { Plan } from './plan.ts';
import { PRESENT_TOLERANCE, presentShare } from './screen.ts';
import { prepareSales } from './sales.ts';
import type { RejectedRow } from './sales.ts';
import { soldUnits } from './soldUnits.ts';
import type { SoldUnits } from './soldUnits.ts';
import { pickRows } from './sources.ts';
import type { Tables } from './sources.ts';
import { unitColumn } from './unitColumn.ts';
import { evaluateUnits } from './unitFormulas.ts';
import { pickUnits, unitsOf } from './units.ts';
import type { Units } from './units.ts';
import { usedMetrics } from './usedMetrics.ts';

/** How many rows were read and what became of them. */
export interface RowCounts {
  readonly read: number;
  readonly used: number;
  readonly rejected: number;
  /** Left out by the model's `where`. */
  readonly filtered: number;
}

/** Every unit of a model with its raw values. */
export interface Population {
  readonly units: Units;
  /** 1 where the unit is eligible. */
  readonly eligible: Uint8Array;
  readonly indicators: readonly RawIndicator[];
  /** Units in other groups than their peers, as the model asks for them. */
  readonly groupings: Groupings;
  /** The units that only lack of data keeps from being eligible: fewer of their indicators are there than the model's `screen` asks. */
  readonly screened: readonly number[];
  /** Null when no table has dates. */
  readonly period: Period | null;
  readonly sales: RowCounts;
  readonly metrics: RowCounts;
  readonly rejects: readonly RejectedRow[];
}

const ALWAYS: Period = { start: -Infinity, end: Infinity };

/**
 * Measures every unit of a model.
 *
 * Shape: tables to units in the order of their keys, with one raw value an indicator.
 * Degenerate: no usable rows: no units.
 * @throws duplicate when a table has a key twice; invalid_data when no row can be used to set the period's end
 * @example populate(planOf(model), { sales }).units.count // how many units there are
 */
export function populate(plan: Plan, tables: Tables): Population {
  const sold = tables.sales && soldUnits(plan, prepareSales(plan, tables), tables.sales.rows);
  return populationOf(plan, tables, sold, usedMetrics(plan, tables));
}

/**
 * The population of units that are listed already, or that stand in the metrics table.
 *
 * @throws as `populate`
 * @example populationOf(plan, { sales }, soldUnits(plan, prepareSales(plan, { sales }), 5), undefined).units.count // how many units there are
 */
export function populationOf(
  plan: Plan,
  tables: Tables,
  sold: SoldUnits | undefined,
  metrics: Metrics | undefined,
): Population {
  const period = periodOf(plan.model, sold ? 'sales' : 'metrics', sold?.days ?? metrics?.days);
  const all = sold ? sold.units : unitsOfMetrics(plan, metrics, period);
  const sources = {
    units: all,
    measure: sold?.measure,
    column: (name: string) => unitColumn(plan, tables, all, name),
    // Checked before: a model that asks for a metric is given metrics.
    metric: (name: string, periodEnd: number) => (metrics as Metrics).at(name, all.keys, periodEnd),
  };
  const values = evaluateAll(plan, formulas => evaluateUnits(formulas, sources, period ?? ALWAYS));
  const listed = sold && period ? unitsWithRows(sold, period) : undefined;
  const only = (column: Float64Array): Float64Array => (listed ? valuesAt(column, listed) : column);
  const units = listed ? pickUnits(all, listed, plan.model.rate.within.length) : all;
  const indicators = values.indicators.map(indicator => rowsOf(indicator, only));
  const wanted = holds(only(values.eligible));
  const screened = screenedUnits(plan, indicators, wanted);
  const dropped = new Set(screened);
  return {
    units,
    eligible: wanted.map((isWanted, unit) => (dropped.has(unit) ? 0 : isWanted)),
    screened,
    indicators,
    groupings: groupings(plan, tables, units, metrics, period),
    period,
    sales: counts(sold?.read, sold?.rejects.length, sold?.filtered),
    metrics: counts(tables.metrics?.rows, metrics?.rejects.length, 0),
    rejects: [...(sold?.rejects ?? []), ...(metrics?.rejects ?? [])],
  };
}

/** Of the units that are wanted, those that too many indicators are missing of. */
function screenedUnits(
  { model, indicators: planned }: Plan,
  indicators: readonly RawIndicator[],
  wanted: Uint8Array,
): number[] {
  const least = model.screen?.present;
  if (least === undefined) return [];
  const shares = presentShare(planned, indicators, wanted.length);
  return [...wanted.keys()].filter(unit => wanted[unit] === 1 && shares[unit] < least - PRESENT_TOLERANCE);
}

function groupings(
  plan: Plan,
  tables: Tables,
  units: Units,
  metrics: Metrics | undefined,
  period: Period | null,
): Groupings {
  const columnOf = (name: string): TextColumn => {
    const [place] = groupingPlaces(plan, tables, name);
    // Checked before: the column is there, in one place, and holds text.
    if (place === 'metrics') return (metrics as Metrics).at(name, units.keys, period?.end ?? Infinity) as TextColumn;
    return unitColumn(plan, tables, units, name) as TextColumn;
  };
  return new Map(groupingsOf(plan).map(by => [groupingKey(by), groupUnits(by.map(columnOf), units.count)]));
}

function counts(read = 0, rejected = 0, filtered = 0): RowCounts {
  return { read, used: read - rejected - filtered, rejected, filtered };
}

function unitsOfMetrics({ keys, model }: Plan, metrics: Metrics | undefined, period: Period | null): Units {
  if (!metrics) throw new RatingError('invalid_data', [], 'neither sales nor metrics are given');
  const rows = metrics.rowsAt(period?.end ?? Infinity);
  // Checked before: keys are text.
  const columns = keys.map(name => pickRows(metrics.key(name), rows) as TextColumn);
  return unitsOf(columns, rows.length, model.rate.within.length).units;
}

function unitsWithRows({ measure }: SoldUnits, period: Period): Uint32Array {
  const [sold] = measure(period, [{ kind: 'measure', name: 'count', of: null, where: null }]);
  const listed = new Uint32Array(sold.length);
  let count = 0;
  for (let unit = 0; unit < sold.length; unit++) if (sold[unit] > 0) listed[count++] = unit;
  return listed.slice(0, count);
}

function holds(conditions: Float64Array): Uint8Array {
  const isMet = new Uint8Array(conditions.length);
  for (let unit = 0; unit < isMet.length; unit++) if (conditions[unit] === 1) isMet[unit] = 1;
  return isMet;
}
