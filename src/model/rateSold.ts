import type { Plan } from './plan.ts';
import { populationOf } from './population.ts';
import type { Result } from './result.ts';
import { nothingToRate, ratingOf } from './resultOf.ts';
import { scoreUnits } from './score.ts';
import type { SoldUnits } from './soldUnits.ts';
import type { Tables } from './sources.ts';
import { usedMetrics } from './usedMetrics.ts';

/**
 * Rates units whose sales rows are read already: `run` for those who ask several models of the same rows.
 *
 * Shape: as `run`. The model was checked against the tables.
 * @throws invalid_data when no row falls in the period; duplicate when a unit has two metrics for one day
 * @example rateSold(plan, { sales }, soldUnits(plan, prepareSales(plan, { sales }), 5)).rank // [2, 1, NaN]
 */
export function rateSold(plan: Plan, tables: Tables, sold: SoldUnits): Result {
  const population = populationOf(plan, tables, sold, usedMetrics(plan, tables));
  if (population.units.count === 0) throw nothingToRate(population, tables);
  return ratingOf(plan, population, scoreUnits(plan, { ...population, peers: population.units.peers }));
}
