// The population of a model: every unit with its peers, the raw values of its indicators, and whether it is eligible.
import type { Period } from '../table/period.ts';
import type { TextColumn } from '../table/text.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { evaluateAll, rowsOf } from './evaluateAll.ts';
import type { RawIndicator } from './evaluateAll.ts';
import { groupingKey, groupingPlaces, groupingsOf, groupUnits } from './groupings.ts';
import type { Groupings } from './groupings.ts';
import type { Metrics } from './metrics.ts';
import { measurable } from './measurable.ts';
import type { Measurable } from './measurable.ts';
import type { Plan } from './plan.ts';
import { PRESENT_TOLERANCE, presentShare } from './screen.ts';
import { prepareSales } from './sales.ts';
import type { RejectedRow } from './sales.ts';
import { soldUnits } from './soldUnits.ts';
import type { SoldUnits } from './soldUnits.ts';
import type { Tables } from './sources.ts';
import { unitColumn } from './unitColumn.ts';
import { evaluateUnits } from './unitFormulas.ts';
import type { UnitSources } from './unitFormulas.ts';
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
  const measured = measurable(plan, tables, sold, metrics);
  return {
    units: measured.units,
    ...rawValues(plan, measured),
    groupings: groupings(plan, tables, measured),
    period: measured.period,
    sales: counts(sold?.read, sold?.rejects.length, sold?.filtered),
    metrics: counts(tables.metrics?.rows, metrics?.rejects.length, 0),
    rejects: [...(sold?.rejects ?? []), ...(metrics?.rejects ?? [])],
  };
}

/**
 * The raw values of the units that are rated, and who of them is eligible; the measures as they are, or as another source gives them.
 *
 * @example rawValues(plan, measurable(plan, { sales }, soldUnits(plan, prepareSales(plan, { sales }), 5), undefined)).eligible.length // the number of units
 */
export function rawValues(
  plan: Plan,
  { listed, period, sources }: Measurable,
  measure: UnitSources['measure'] = sources.measure,
): Pick<Population, 'indicators' | 'eligible' | 'screened'> {
  const values = evaluateAll(plan, formulas => evaluateUnits(formulas, { ...sources, measure }, period ?? ALWAYS));
  const only = (column: Float64Array): Float64Array => (listed ? valuesAt(column, listed) : column);
  const indicators = values.indicators.map(indicator => rowsOf(indicator, only));
  const wanted = holds(only(values.eligible));
  const screened = screenedUnits(plan, indicators, wanted);
  const eligible = wanted.slice();
  for (const unit of screened) eligible[unit] = 0;
  return { indicators, eligible, screened };
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

/**
 * Units in other groups than their peers, as some steps of the model ask for them.
 *
 * @example groupings(plan, { sales }, measurable(plan, { sales }, soldUnits(plan, prepareSales(plan, { sales }), 5), undefined)).size // 0
 */
export function groupings(
  plan: Plan,
  tables: Tables,
  { units, metrics, period }: Pick<Measurable, 'units' | 'metrics' | 'period'>,
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

function holds(conditions: Float64Array): Uint8Array {
  const isMet = new Uint8Array(conditions.length);
  for (let unit = 0; unit < isMet.length; unit++) if (conditions[unit] === 1) isMet[unit] = 1;
  return isMet;
}
