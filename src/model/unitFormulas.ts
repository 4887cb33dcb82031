// Formulas about units: measures over periods, shares and ranks among peers, metrics.
import { evaluate } from '../expr/evaluate.ts';
import type { Scope } from '../expr/evaluate.ts';
import type { Formula, Leaf, Measure, Shift } from '../expr/formula.ts';
import { partsOf } from '../expr/parts.ts';
import { groupSums } from '../stats/sums.ts';
import { rank } from '../steps/rank/index.ts';
import { monthOf, nextPeriod, previousPeriod, samePeriodLastYear } from '../table/period.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import type { Units } from './units.ts';

/** Takes measures of every unit over one period, in the order of the units. */
export type MeasureUnits = (period: Period, measures: readonly Measure[]) => Float64Array[];

/** What formulas about units can refer to. */
export interface UnitSources {
  readonly units: Units;
  /** What measures sales rows, one number a unit; undefined when the model has no sales table. */
  readonly measure: MeasureUnits | undefined;
  /** A key column, or an attribute joined by a key. */
  readonly column: (name: string) => Column;
  readonly metric: (name: string, periodEnd: number) => Column;
}

/**
 * Evaluates formulas for every unit; all measures of one period are taken together.
 *
 * Shape: formulas to one array of a number a unit, in the order of the formulas.
 * Degenerate: see the measures and operators of each formula.
 * @example evaluateUnits([formula], sources, { start: 17685, end: 17774 })[0].length // the number of units
 */
export function evaluateUnits(formulas: readonly Formula[], sources: UnitSources, period: Period): Float64Array[] {
  const measured = measureJobs(formulas, sources, period);
  return formulas.map(formula => evaluate(formula, scopeAt(period)));

  function scopeAt(at: Period): Scope {
    return { rows: sources.units.count, leaf: leaf => valuesOf(leaf, at) };
  }

  function valuesOf(leaf: Leaf, at: Period): Column {
    const inside = (formula: Formula, of = at): Float64Array => evaluate(formula, scopeAt(of));
    switch (leaf.kind) {
      case 'column':
        return sources.column(leaf.name);
      case 'metric':
        return sources.metric(leaf.name, at.end);
      case 'measure':
        return column(measured(leaf, at));
      case 'shift':
        return column(inside(leaf.of, shifted(leaf, at)));
      case 'per_month':
        return column(meanOf(months(leaf.months, at).map(month => inside(leaf.of, month))));
      case 'share':
        return column(shareOfPeers(inside(leaf.of), sources.units));
      case 'rank_of':
        return column(rank(inside(leaf.of), sources.units.peers, { method: 'competition' }));
      case 'age_days':
        // Parsing asks for a date here.
        return column(inside(leaf.of as Formula).map(day => at.end - day));
    }
  }
}

/** Takes every measure that the formulas need, period after period, so that one period's row groups are made once. */
function measureJobs(
  formulas: readonly Formula[],
  { measure: measureUnits }: UnitSources,
  period: Period,
): (measure: Measure, at: Period) => Float64Array {
  const jobs = new Map<string, { period: Period; measures: Map<string, Measure> }>();
  for (const formula of formulas) collect(formula, period);
  const taken = new Map<string, Float64Array>();
  for (const [periodKey, { period: at, measures }] of jobs) {
    if (!measureUnits) break;
    const columns = measureUnits(at, [...measures.values()]);
    [...measures.keys()].forEach((key, position) => taken.set(`${periodKey} ${key}`, columns[position]));
  }
  // Every measure of the formulas was collected above.
  return (measure, at) => taken.get(`${keyOf(at)} ${JSON.stringify(measure)}`) as Float64Array;

  function collect(formula: Formula, at: Period): void {
    if (formula.kind === 'measure') {
      const job = jobs.get(keyOf(at)) ?? { period: at, measures: new Map<string, Measure>() };
      jobs.set(keyOf(at), job);
      job.measures.set(JSON.stringify(formula), formula);
    } else if (formula.kind === 'shift') collect(formula.of, shifted(formula, at));
    else if (formula.kind === 'per_month') for (const month of months(formula.months, at)) collect(formula.of, month);
    else for (const part of partsOf(formula)) collect(part, at);
  }
}

function shifted({ by }: Shift, at: Period): Period {
  switch (by) {
    case 'previous':
      return previousPeriod(at);
    case 'next':
      return nextPeriod(at);
    case 'same_last_year':
      return samePeriodLastYear(at);
  }
}

function months(count: number, at: Period): Period[] {
  return Array.from({ length: count }, (_, back) => monthOf(at, back));
}

/** The mean of the months that have a value. */
function meanOf(columns: readonly Float64Array[]): Float64Array {
  return columns[0].map((_, unit) => {
    const known = columns.map(values => values[unit]).filter(value => value === value);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

function shareOfPeers(values: Float64Array, { peers }: Units): Float64Array {
  const totals = groupSums(values, peers);
  return values.map((value, unit) => (totals[peers.of[unit]] === 0 ? NaN : value / totals[peers.of[unit]]));
}

function column(values: Float64Array): Column {
  return { type: 'number', values };
}

function keyOf({ start, end }: Period): string {
  return `${start}:${end}`;
}
