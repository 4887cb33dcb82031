// The units that are compared, with all that scoring them again takes: what every question about the firmness of ranks starts from.
import { rowsOf } from '../../model/evaluateAll.ts';
import type { RawIndicator } from '../../model/evaluateAll.ts';
import type { Groupings } from '../../model/groupings.ts';
import { indicatorStages } from '../../model/indicatorStages.ts';
import type { Plan, PlannedNode } from '../../model/plan.ts';
import { measured } from '../../model/run.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { applyAggregate, fitAggregate } from '../../steps/aggregate/index.ts';
import { weigh } from '../../steps/weight/index.ts';
import type { Groups } from '../../table/groups.ts';
import { valuesAt } from '../../table/valuesAt.ts';

/** The eligible units of a model: the others take no part in any fit or rank, so that nothing here hangs on them. */
export interface Contest {
  readonly plan: Plan;
  readonly units: Units;
  /** Which of the units stands in each place of the columns below. */
  readonly rows: Uint32Array;
  readonly groups: Groups;
  readonly groupings: Groupings;
  readonly indicators: readonly RawIndicator[];
}

/**
 * Measures the tables of a model and keeps the eligible units.
 *
 * @throws every fault of `check`; invalid_data when no row falls in the period
 * @example contestOf(model, { sales }).rows.length // how many units are eligible
 */
export function contestOf(model: Model, tables: Tables): Contest {
  const { plan, population } = measured(model, tables);
  const { units, eligible, indicators, groupings } = population;
  const rows = Uint32Array.from(eligible.keys()).filter(unit => eligible[unit] === 1);
  const only = (column: Float64Array): Float64Array => valuesAt(column, rows);
  const among = ({ of, count }: Groups): Groups => ({ of: Uint32Array.from(rows, row => of[row]), count });
  return {
    plan,
    units,
    rows,
    groups: among(units.peers),
    groupings: new Map([...groupings].map(([name, { groups, keys }]) => [name, { groups: among(groups), keys }])),
    indicators: indicators.map(indicator => rowsOf(indicator, only)),
  };
}

/**
 * Every indicator on the common scale, by the steps of a plan, which may be another than the model's own.
 *
 * @example normalizedColumns(contestOf(model, tables), planOf(model).indicators).length // how many indicators there are
 */
export function normalizedColumns(
  { indicators, groups, groupings }: Pick<Contest, 'indicators' | 'groups' | 'groupings'>,
  planned: Plan['indicators'],
): Float64Array[] {
  const { stages } = indicatorStages(planned, indicators, { groups, groupings }, values => values, undefined);
  return stages.map(({ normalized }) => normalized);
}

/** The weights of the parts of every node, in the order of the plan: one array a part with one weight a group. */
export type NodeWeights = readonly (readonly Float64Array[])[];

/** Every node of an index with its weights and its value for every unit, the root last. */
export interface ScoredNodes {
  readonly weights: NodeWeights;
  readonly values: readonly Float64Array[];
}

/**
 * The index over normalized columns, under its own weights or given ones.
 *
 * Degenerate: a node that is given no weights takes those that its method finds.
 * @example scoredNodes(planOf(model).nodes, normalizedColumns(contestOf(model, tables), planOf(model).indicators), oneGroup(3)).values.length // how many nodes there are
 */
export function scoredNodes(
  nodes: readonly PlannedNode[],
  columns: readonly Float64Array[],
  groups: Groups,
  given: readonly (readonly Float64Array[] | undefined)[] = [],
): ScoredNodes {
  const values: Float64Array[] = [];
  const weights: (readonly Float64Array[])[] = [];
  nodes.forEach(({ parts, weights: spec, granted, aggregate, present }, position) => {
    const own = parts.map(part => (part.kind === 'node' ? values : columns)[part.position]);
    const shares = given[position] ?? weigh(own, groups, spec, granted);
    const learned = fitAggregate(own, shares, groups, aggregate);
    weights.push(shares);
    values.push(applyAggregate(own, shares, groups, learned, aggregate, present));
  });
  return { weights, values };
}
