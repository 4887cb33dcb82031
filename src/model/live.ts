// The live rating: a result that follows its tables, row by row.
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { Table } from '../table/table.ts';
import { check } from './check.ts';
import { rescored } from './liveScore.ts';
import type { ScoredPopulation } from './liveScore.ts';
import { LiveSales } from './liveSales.ts';
import { batchFaults, conformed, withChanged } from './liveTables.ts';
import type { Metrics } from './metrics.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { populationOf } from './population.ts';
import type { Result } from './result.ts';
import { nothingToRate, ratingOf } from './resultOf.ts';
import { standings } from './lastRelease.ts';
import type { LastRelease } from './lastRelease.ts';
import type { Tables } from './sources.ts';
import type { Model } from './spec.ts';
import { usedMetrics } from './usedMetrics.ts';

/** What happened to the tables since the last update. */
export interface LiveUpdate {
  /** Sales rows to add. */
  readonly sales?: Table;
  /** Metrics rows that stand in for those of the same key and day, or are added. */
  readonly metrics?: Table;
  /** Sales rows to take back, by their numbers: rows count from 1 in the order they were given, and keep their numbers. */
  readonly withdrawn?: readonly number[];
}

/** A rating that is kept up to date. */
export interface LiveRating {
  /** Takes a change in whole; when it throws, nothing was changed. */
  readonly update: (change: LiveUpdate) => void;
  /** The result of all rows so far; made when it is asked for, and not written to by later updates. */
  readonly result: () => Result;
  /** The tables that the result is of. */
  readonly tables: () => Tables;
}

/**
 * Rates units and keeps the rating up to date: measures are added to, and only peers groups in which something changed are scored anew.
 *
 * The result is that of `run` over all rows, to the last bit. Measured from the beginning are: units from which rows are taken back,
 * or whose sums outgrow their precision; everything when the period moves, because its end or start is left to the data.
 *
 * Shape: as `run`. The tables given are read later too: they must not be written to.
 * Degenerate: an update of no rows changes nothing; while there is nothing to rate, before the first rows or after the last, `result` throws.
 * @throws every fault of `check`; `update`: unknown_column and wrong_type for rows that lack columns of the first table,
 * invalid_argument for rows that cannot be taken back, duplicate for metrics; `result`: invalid_data when nothing is to be rated
 * @example liveRating(model, { sales }).result().rank // run(model, { sales }).rank
 */
export function liveRating(model: Model, tables: Tables, last?: LastRelease): LiveRating {
  const plan = planOf(model);
  throwFaults(check(model, tables));
  const { sales: table, ...others } = tables;
  const sales = table && new LiveSales(plan, others, table);
  let metrics = { tables, ready: usedMetrics(plan, tables) };
  let rating: (ScoredPopulation & { readonly result: Result }) | undefined;
  let isCurrent = false;

  function result(): Result {
    if (!rating || !isCurrent) rating = rated(plan, metrics, sales, last, rating);
    isCurrent = true;
    return rating.result;
  }

  return {
    result,
    tables: () => (sales ? { ...metrics.tables, sales: sales.rows.table() } : metrics.tables),
    update(change) {
      throwFaults(changeFaults(change, metrics.tables, sales));
      // Whatever may be at fault comes before the first change.
      const changed = change.metrics && metricsAfter(plan, metrics.tables, change.metrics);
      const added = change.sales && sales && conformed(sales.rows.first, change.sales);
      isCurrent = false;
      if (changed) metrics = changed;
      if (change.withdrawn?.length) sales?.withdraw(Uint32Array.from(change.withdrawn, number => number - 1).sort());
      if (added) sales?.add(added);
    },
  };
}

/** The tables but for the sales rows of now, and the metrics made ready. */
interface ReadyMetrics {
  readonly tables: Tables;
  readonly ready: Metrics | undefined;
}

function rated(
  plan: Plan,
  { tables, ready }: ReadyMetrics,
  sales: LiveSales | undefined,
  last: LastRelease | undefined,
  before: ScoredPopulation | undefined,
): ScoredPopulation & { readonly result: Result } {
  const population = sales
    ? sales.measured(sold => populationOf(plan, tables, sold, ready))
    : populationOf(plan, tables, undefined, ready);
  if (population.units.count === 0) throw nothingToRate(population, tables);
  const held = last && standings(last, plan.model, population.units.keys);
  const scored = rescored(plan, population, before, held);
  return { population, scored, result: ratingOf(plan, population, scored) };
}

function metricsAfter(plan: Plan, tables: Tables, change: Table): ReadyMetrics {
  // Checked before: there is a metrics table.
  const metrics = tables.metrics as Table;
  const after = { ...tables, metrics: withChanged(plan, { ...tables, metrics }, conformed(metrics, change)) };
  return { tables: after, ready: usedMetrics(plan, after) };
}

function changeFaults(change: LiveUpdate, tables: Tables, sales: LiveSales | undefined): Fault[] {
  return [
    ...tableFaults('sales', sales?.rows.first, change.sales),
    ...tableFaults('metrics', tables.metrics, change.metrics),
    ...withdrawnFaults(change.withdrawn ?? [], sales),
  ];
}

function tableFaults(name: 'sales' | 'metrics', table: Table | undefined, batch: Table | undefined): Fault[] {
  if (!batch) return [];
  if (table) return batchFaults(name, table, batch);
  const message = `the rating was begun without ${name}; begin it with a table, if only one without rows`;
  return [{ code: 'invalid_argument', path: [name], message }];
}

function withdrawnFaults(numbers: readonly number[], sales: LiveSales | undefined): Fault[] {
  const seen = new Set<number>();
  const given = sales?.rows.given ?? 0;
  return numbers.flatMap((number, position): Fault[] => {
    const fault = (message: string): Fault[] => [
      { code: 'invalid_argument', path: ['withdrawn', position], message: `${number} ${message}` },
    ];
    if (!Number.isInteger(number) || number < 1 || number > given)
      return fault(`is no row; ${given} were given, counted from 1`);
    if (seen.has(number)) return fault('is named twice; a row is taken back once');
    seen.add(number);
    return sales?.rows.isWithdrawn(number - 1) ? fault('was taken back before') : [];
  });
}
