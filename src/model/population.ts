// The population of a model: every unit with its peers, the raw values of its indicators, and whether it is eligible.
import { RatingError } from '../errors/ratingError.ts';
import { measureAll } from '../steps/indicators/measures.ts';
import type { MeasuredRows } from '../steps/indicators/measures.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import { evaluateAll, rowsOf } from './evaluateAll.ts';
import type { RawIndicator } from './evaluateAll.ts';
import { groupingKey, groupingPlaces, groupingsOf, groupUnits } from './groupings.ts';
import type { Groupings } from './groupings.ts';
import { prepareMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { periodOf } from './periodOf.ts';
import type { Plan } from './plan.ts';
import { PRESENT_TOLERANCE, presentShare } from './screen.ts';
import { prepareSales } from './sales.ts';
import type { RejectedRow, Sales } from './sales.ts';
import { attributeTables, columnNamed, joined, pickRows } from './sources.ts';
import type { Tables } from './sources.ts';
import { evaluateUnits } from './unitFormulas.ts';
import { pickUnits, unitsOf } from './units.ts';
import type { Units } from './units.ts';

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
  const sales = tables.sales && prepareSales(plan, tables);
  const metrics = tables.metrics && (plan.usesMetrics || !sales) ? prepareMetrics(plan, tables) : undefined;
  const period = periodOf(plan.model, sales ? 'sales' : 'metrics', sales?.days ?? metrics?.days);
  const { units: all, rows } = sales
    ? unitsOfSales(plan, sales)
    : { units: unitsOfMetrics(plan, metrics, period), rows: undefined };
  const sources = {
    units: all,
    rows,
    column: (name: string) => unitColumn(plan, tables, all, name),
    // Checked before: a model that asks for a metric is given metrics.
    metric: (name: string, periodEnd: number) => (metrics as Metrics).at(name, all.keys, periodEnd),
  };
  const values = evaluateAll(plan, formulas => evaluateUnits(formulas, sources, period ?? ALWAYS));
  const listed = rows && period ? unitsWithRows(rows, period, all.count) : undefined;
  const only = (column: Float64Array): Float64Array =>
    listed ? Float64Array.from(listed, unit => column[unit]) : column;
  const units = listed ? pickUnits(all, listed, plan.model.rate.within.length) : all;
  const indicators = values.indicators.map(indicator => rowsOf(indicator, only));
  const wanted = Uint8Array.from(only(values.eligible), holds => (holds === 1 ? 1 : 0));
  const screened = screenedUnits(plan, indicators, wanted);
  const dropped = new Set(screened);
  return {
    units,
    eligible: wanted.map((isWanted, unit) => (dropped.has(unit) ? 0 : isWanted)),
    screened,
    indicators,
    groupings: groupings(plan, tables, units, metrics, period),
    period,
    sales: counts(tables.sales?.rows, sales?.rejects.length, sales?.filtered),
    metrics: counts(tables.metrics?.rows, metrics?.rejects.length, 0),
    rejects: [...(sales?.rejects ?? []), ...(metrics?.rejects ?? [])],
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

function unitsOfSales({ keys, model }: Plan, sales: Sales): { units: Units; rows: MeasuredRows } {
  // Checked before: keys are text.
  const columns = keys.map(name => sales.column(name) as TextColumn);
  const { units, rowUnits } = unitsOf(columns, sales.rows, model.rate.within.length);
  return { units, rows: { groups: rowUnits, days: sales.days, scope: sales.scope } };
}

function unitsOfMetrics({ keys, model }: Plan, metrics: Metrics | undefined, period: Period | null): Units {
  if (!metrics) throw new RatingError('invalid_data', [], 'neither sales nor metrics are given');
  const rows = metrics.rowsAt(period?.end ?? Infinity);
  // Checked before: keys are text.
  const columns = keys.map(name => pickRows(metrics.key(name), rows) as TextColumn);
  return unitsOf(columns, rows.length, model.rate.within.length).units;
}

function unitColumn({ model, keys }: Plan, tables: Tables, units: Units, name: string): Column {
  const position = keys.indexOf(name);
  if (position !== -1) return units.keys[position];
  const [from] = attributeTables(model, tables, name).filter(({ key }) => keys.includes(key));
  // Checked before: a name that is no key is an attribute of one.
  const tableKeys = columnNamed(model, tables, from.table, from.key) as TextColumn;
  const attribute = columnNamed(model, tables, from.table, name) as Column;
  return joined(units.keys[keys.indexOf(from.key)], tableKeys, attribute, from.table, from.key);
}

function unitsWithRows(rows: MeasuredRows, period: Period, count: number): Uint32Array {
  const [sold] = measureAll(rows, period, [{ kind: 'measure', name: 'count', of: null, where: null }]);
  return Uint32Array.from({ length: count }, (_, unit) => unit).filter(unit => sold[unit] > 0);
}
