// What the model's doors hand out.
import { RatingError } from '../errors/ratingError.ts';
import { isoDay } from '../table/days.ts';
import type { Period } from '../table/period.ts';
import { groupingAnchors, peerKeys } from './anchors.ts';
import type { ModelAnchors } from './anchors.ts';
import { changesOf } from './changes.ts';
import type { Plan } from './plan.ts';
import type { Population } from './population.ts';
import type { Result } from './result.ts';
import type { Scored } from './score.ts';
import type { Tables } from './sources.ts';

/**
 * The result of a population that was scored by what it taught itself.
 *
 * @example ratingOf(plan, population, scoreUnits(plan, { ...population, peers: population.units.peers })).strangers // []
 */
export function ratingOf(plan: Plan, population: Population, scored: Scored): Result {
  const peers = peerKeys(population.units, plan.model.rate.within.length);
  const anchors = { ...scored.anchors, peers, groupings: groupingAnchors(population.groupings) };
  return resultOf(plan, population, { ...scored, anchors }, []);
}

/**
 * The result of a population that was scored, by its own anchors or by others.
 *
 * @example resultOf(plan, population, { ...result }, []).count // how many units there are
 */
export function resultOf(
  plan: Plan,
  { units, eligible, screened, period, sales, metrics, rejects }: Population,
  scored: Omit<Scored, 'anchors'> & { readonly anchors: ModelAnchors },
  strangers: readonly number[],
): Result {
  return {
    ...scored,
    ...changesOf(scored.indicators),
    model: plan.model,
    period: period && { start: day(period, 'start'), end: day(period, 'end') },
    count: units.count,
    keys: plan.keys.map((name, position) => ({ name, column: units.keys[position] })),
    peers: units.peers,
    eligible,
    screened,
    rows: { sales, metrics },
    rejects,
    strangers,
  };
}

/**
 * What to tell someone whose tables name no unit.
 *
 * @example nothingToRate(population, { sales }).faults[0].code // 'invalid_data'
 */
export function nothingToRate({ period, sales, metrics }: Population, tables: Tables): RatingError {
  const [name, { read, rejected, filtered }] = tables.sales
    ? (['sales', sales] as const)
    : (['metrics', metrics] as const);
  const of = `${read} rows read, ${rejected} rejected, ${filtered} filtered out by "where"`;
  const when = period ? ` between ${day(period, 'start')} and ${day(period, 'end')}` : '';
  return new RatingError(
    'invalid_data',
    [name],
    `nothing to rate: no usable row${when} (${of}); widen the period or check the columns`,
  );
}

function day(period: Period, end: 'start' | 'end'): string {
  // A period of a population has real days.
  return isoDay(period[end]) as string;
}
