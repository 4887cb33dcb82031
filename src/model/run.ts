// The model's doors: run = fit + apply.
import { throwFaults } from '../errors/ratingError.ts';
import { alignAnchors } from './alignAnchors.ts';
import type { ModelAnchors } from './anchors.ts';
import { check } from './check.ts';
import { standings } from './lastRelease.ts';
import type { LastRelease, Standings } from './lastRelease.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { populate } from './population.ts';
import type { Population } from './population.ts';
import type { Result } from './result.ts';
import { nothingToRate, ratingOf, resultOf } from './resultOf.ts';
import { scoreUnits } from './score.ts';
import type { Tables } from './sources.ts';
import type { Model } from './spec.ts';

/**
 * Rates every unit: measures the tables, learns the anchors from the eligible units, and scores all of them.
 *
 * Shape: tables to one row a unit, in the order of the unit keys. Pure: the same input gives the same result, whatever the row order.
 * Grades and the list are held against `last`, the release before, as the model says.
 * Degenerate: rows that cannot be used are in `rejects`; a unit alone among its peers gets the middle of every scale.
 * @throws every fault of `check`; invalid_data when no row falls in the period; invalid_argument when the last release rates other units
 * @example run(parseModel(document), { sales: table({ date: dates(['2018-08-31']), brand: ['Ada'], category: ['tea'], revenue: [10] }) }).rank // [1]
 */
export function run(model: Model, tables: Tables, last?: LastRelease): Result {
  const { plan, population } = measured(model, tables);
  const { units } = population;
  const whole = { ...population, peers: units.peers };
  return ratingOf(plan, population, scoreUnits(plan, whole, undefined, standingsIn(plan, population, last)));
}

/**
 * Learns the anchors of a model from a population.
 *
 * @throws every fault of `check`; invalid_data when no row falls in the period
 * @example fit(model, { sales }).peers // the key of each peers group
 */
export function fit(model: Model, tables: Tables): ModelAnchors {
  return run(model, tables).anchors;
}

/**
 * Scores units against frozen anchors: next month's data, or one newcomer; nobody else moves.
 *
 * Shape: as `run`; ranks are among the units of these tables.
 * Degenerate: units whose peers the anchors do not know have no score and are in `strangers`.
 * @throws every fault of `check`; invalid_argument when the anchors are of another model
 * @example apply(model, fit(model, { sales }), { sales }).score // the scores of run(model, { sales })
 */
export function apply(model: Model, anchors: ModelAnchors, tables: Tables, last?: LastRelease): Result {
  const { plan, population } = measured(model, tables);
  const aligned = alignAnchors(anchors, plan, population);
  const scored = scoreUnits(
    plan,
    { ...population, peers: population.units.peers },
    aligned,
    standingsIn(plan, population, last),
  );
  const nodes = scored.nodes.map((node, position) => ({ ...node, weights: anchors.nodes[position].weights }));
  return resultOf(plan, population, { ...scored, nodes, anchors }, aligned.strangers);
}

function standingsIn({ model }: Plan, { units }: Population, last: LastRelease | undefined): Standings | undefined {
  return last && standings(last, model, units.keys);
}

/**
 * A model made ready to run, and the population that it measures: where a rating starts, and what questions about its firmness start from.
 *
 * @throws every fault of `check`; invalid_data when no row falls in the period
 * @example measured(model, { sales }).population.units.count // how many units there are
 */
export function measured(model: Model, tables: Tables): { plan: Plan; population: Population } {
  const plan = planOf(model);
  throwFaults(check(model, tables));
  const population = populate(plan, tables);
  if (population.units.count === 0) throw nothingToRate(population, tables);
  return { plan, population };
}
