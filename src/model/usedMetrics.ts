import { groupingPlaces, groupingsOf } from './groupings.ts';
import { prepareMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import type { Plan } from './plan.ts';
import type { Tables } from './sources.ts';

/**
 * The metrics table made ready, when the model has a use for it.
 *
 * @throws duplicate when a unit has two rows for one day
 * @example usedMetrics(plan, { sales }) // undefined
 */
export function usedMetrics(plan: Plan, tables: Tables): Metrics | undefined {
  const isGroupedBy = (name: string): boolean => groupingPlaces(plan, tables, name)[0] === 'metrics';
  const isUsed = plan.usesMetrics || !tables.sales || groupingsOf(plan).some(by => by.some(isGroupedBy));
  return tables.metrics && isUsed ? prepareMetrics(plan, tables) : undefined;
}
