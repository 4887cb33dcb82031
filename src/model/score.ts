// From raw indicators to scores, grades and ranks: every step fits on the eligible units, or takes frozen anchors, then applies.
import { applyAggregate, fitAggregate } from '../steps/aggregate/index.ts';
import { applyGrades, fitGrades } from '../steps/grade/index.ts';
import type { Grades } from '../steps/grade/index.ts';
import { rank } from '../steps/rank/index.ts';
import { listTop } from '../steps/rank/list.ts';
import type { Listing } from '../steps/rank/list.ts';
import { weigh } from '../steps/weight/index.ts';
import type { Groups } from '../table/groups.ts';
import type { ModelAnchors, NodeAnchors } from './anchors.ts';
import { coverage } from './coverage.ts';
import type { Only } from './estimates.ts';
import type { RawIndicator } from './evaluateAll.ts';
import type { Groupings } from './groupings.ts';
import { indicatorStages } from './indicatorStages.ts';
import type { IndicatorStages } from './indicatorStages.ts';
import type { Standings } from './lastRelease.ts';
import type { Plan, PlannedNode } from './plan.ts';

/** One index node: what it is made of, with which weights, and its value for every unit. */
export interface NodeStages {
  readonly id: string;
  readonly parts: readonly string[];
  /** One array a part, one weight a peers group; they sum to 1. */
  readonly weights: readonly Float64Array[];
  readonly score: Float64Array;
}

/** Units to be scored: raw values with the peers of each. */
export interface Scorable {
  readonly indicators: readonly RawIndicator[];
  readonly peers: Groups;
  readonly groupings: Groupings;
  /** 1 where the unit takes part in fits, grades and ranks. */
  readonly eligible: Uint8Array;
}

/** Every stage from raw indicators to ranks. */
export interface Scored {
  readonly indicators: readonly IndicatorStages[];
  readonly nodes: readonly NodeStages[];
  readonly score: Float64Array;
  readonly grade: Grades | null;
  readonly rank: Float64Array;
  /** Who is on the list; null when the model has none. */
  readonly list: Listing | null;
  /** Share of the weight that rests on data that was not missing, 0 to 1. */
  readonly coverage: Float64Array;
  readonly anchors: Omit<ModelAnchors, 'peers' | 'groupings'>;
}

/** What was learned before, with the group of each unit in its tables. */
export interface Frozen {
  readonly anchors: Omit<ModelAnchors, 'peers' | 'groupings'>;
  readonly groups: Groups;
  readonly groupings: Groupings;
}

/**
 * Scores units: fits every step on the eligible ones, or uses frozen anchors, and applies it to all.
 *
 * Shape: raw values of n units to every stage of n values.
 * Degenerate: a unit with nothing present has no score; an ineligible one has a score, but no grade and no rank.
 * @throws invalid_argument when columns differ in length
 * @example scoreUnits(plan, { indicators, peers: oneGroup(3), groupings: new Map(), eligible }).rank // [1, 3, 2]
 */
export function scoreUnits(plan: Plan, units: Scorable, frozen?: Frozen, last?: Standings): Scored {
  const scored = scoreStages(plan, units, frozen, last);
  return { ...scored, rank: ranksOf(plan, scored, units) };
}

/**
 * The same without ranks, for whoever ranks many runs of the same units.
 *
 * Shape: raw values of n units to every stage of n values.
 * Degenerate: as `scoreUnits`.
 * @throws invalid_argument when columns differ in length
 * @example scoreStages(plan, { indicators, peers: oneGroup(3), groupings: new Map(), eligible }).score.length // 3
 */
export function scoreStages(plan: Plan, units: Scorable, frozen?: Frozen, last?: Standings): Omit<Scored, 'rank'> {
  const groups = frozen?.groups ?? units.peers;
  const { groupings } = frozen ?? units;
  const only = eligibleOnly(units.eligible);
  const { stages, anchors: learned } = indicatorStages(
    plan.indicators,
    units.indicators,
    { groups, groupings },
    only,
    frozen?.anchors,
  );
  const nodes: { stages: NodeStages; anchors: NodeAnchors }[] = [];
  plan.nodes.forEach((node, position) => {
    const parts = node.parts.map(part =>
      part.kind === 'node' ? nodes[part.position].stages.score : stages[part.position].normalized,
    );
    nodes.push(nodeStages(node, parts, groups, only, frozen?.anchors.nodes[position]));
  });
  const { score } = nodes[nodes.length - 1].stages;
  const { grade: gradeSpec } = plan.model;
  const cuts = gradeSpec ? (frozen?.anchors.grade ?? fitGrades(only(score), groups, gradeSpec)) : null;
  const scored = { indicators: stages, nodes: nodes.map(each => each.stages), score };
  return {
    ...scored,
    ...gradesAndList(plan, scored, units, groups, cuts, last),
    coverage: coverage(
      plan.nodes,
      stages.map(each => each.transformed),
      nodes.map(each => each.stages.weights),
      groups,
    ),
    anchors: { ...learned, nodes: nodes.map(each => each.anchors), grade: cuts },
  };
}

/**
 * The ranks of scored units among their peers, as the model ranks.
 *
 * Shape: n scores to n ranks. Degenerate: an ineligible unit, or one without a score, has none (NaN).
 * @example ranksOf(plan, result, result).length // 3
 */
export function ranksOf(
  plan: Plan,
  scored: Pick<Scored, 'indicators' | 'nodes' | 'score'>,
  { eligible, peers }: Pick<Scorable, 'eligible' | 'peers'>,
): Float64Array {
  return rank(eligibleOnly(eligible)(scored.score), peers, plan.model.rank, tieColumns(plan, scored));
}

/**
 * The grades under given borders, and the list: what is held against the last release.
 *
 * Shape: scores of n units, and the group of each in the borders, to n grades and n places on the list; null for what the model does not ask for.
 * @example gradesAndList(plan, result, result, result.peers, null, undefined) // { grade: null, list: null }
 */
export function gradesAndList(
  plan: Plan,
  scored: Pick<Scored, 'indicators' | 'nodes' | 'score'>,
  { eligible, peers }: Pick<Scorable, 'eligible' | 'peers'>,
  groups: Groups,
  cuts: Scored['anchors']['grade'],
  last: Standings | undefined,
): Pick<Scored, 'grade' | 'list'> {
  const { grade, list } = plan.model;
  const ranked = eligibleOnly(eligible)(scored.score);
  return {
    grade: grade && cuts ? applyGrades(ranked, groups, cuts, grade, last?.grade) : null,
    list: list ? listTop(ranked, peers, list, tieColumns(plan, scored), last?.listed) : null,
  };
}

function tieColumns({ model }: Plan, { indicators, nodes }: Pick<Scored, 'indicators' | 'nodes'>): Float64Array[] {
  const columnOf = (id: string): Float64Array =>
    // Checked before: every tie rule names an indicator or a node.
    (indicators.find(each => each.id === id)?.normalized ?? nodes.find(each => each.id === id)?.score) as Float64Array;
  return model.ties.map(columnOf);
}

/**
 * Values of eligible units; the others missing, so that no fit sees them.
 *
 * @example eligibleOnly(Uint8Array.of(1, 0))(Float64Array.of(5, 6)) // [5, NaN]
 */
export function eligibleOnly(eligible: Uint8Array): Only {
  if (!eligible.includes(0)) return values => values;
  return values => {
    const seen = new Float64Array(values.length);
    for (let unit = 0; unit < seen.length; unit++) seen[unit] = eligible[unit] === 1 ? values[unit] : NaN;
    return seen;
  };
}

function nodeStages(
  { id, parts, granted, weights: weightSpec, aggregate: aggregateSpec, present }: PlannedNode,
  columns: readonly Float64Array[],
  groups: Groups,
  only: Only,
  frozen: NodeAnchors | undefined,
): { stages: NodeStages; anchors: NodeAnchors } {
  const eligible = columns.map(only);
  const weights = frozen?.weights ?? weigh(eligible, groups, weightSpec, granted);
  const learned = frozen?.aggregate ?? fitAggregate(eligible, weights, groups, aggregateSpec);
  const score = applyAggregate(columns, weights, groups, learned, aggregateSpec, present);
  return {
    stages: { id, parts: parts.map(part => part.id), weights, score },
    anchors: { id, weights, aggregate: learned },
  };
}
