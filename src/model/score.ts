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
import type { Groupings } from './groupings.ts';
import { indicatorStages } from './indicatorStages.ts';
import type { IndicatorStages, Only } from './indicatorStages.ts';
import type { Standings } from './lastRelease.ts';
import type { Plan, PlannedNode } from './plan.ts';
import type { RawIndicator } from './population.ts';

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
  const groups = frozen?.groups ?? units.peers;
  const { groupings } = frozen ?? units;
  const only = eligibleOnly(units.eligible);
  const indicators = plan.indicators.map((indicator, position) =>
    indicatorStages(
      indicator,
      units.indicators[position],
      { groups, groupings },
      only,
      frozen?.anchors.indicators[position],
    ),
  );
  const nodes: { stages: NodeStages; anchors: NodeAnchors }[] = [];
  plan.nodes.forEach((node, position) => {
    const parts = node.parts.map(part =>
      part.kind === 'node' ? nodes[part.position].stages.score : indicators[part.position].stages.normalized,
    );
    nodes.push(nodeStages(node, parts, groups, only, frozen?.anchors.nodes[position]));
  });
  const stages = indicators.map(each => each.stages);
  const { score } = nodes[nodes.length - 1].stages;
  const { grade: gradeSpec, rank: rankSpec, list: listSpec, ties } = plan.model;
  const ranked = only(score);
  const cuts = gradeSpec ? (frozen?.anchors.grade ?? fitGrades(ranked, groups, gradeSpec)) : null;
  const tieColumn = (id: string): Float64Array =>
    // Checked before: every tie rule names an indicator or a node.
    (stages.find(each => each.id === id)?.normalized ??
      nodes.find(each => each.stages.id === id)?.stages.score) as Float64Array;
  const tieColumns = ties.map(tieColumn);
  return {
    indicators: stages,
    nodes: nodes.map(each => each.stages),
    score,
    grade: gradeSpec && cuts ? applyGrades(ranked, groups, cuts, gradeSpec, last?.grade) : null,
    rank: rank(ranked, units.peers, rankSpec, tieColumns),
    list: listSpec ? listTop(ranked, units.peers, listSpec, tieColumns, last?.listed) : null,
    coverage: coverage(
      plan.nodes,
      stages.map(each => each.transformed),
      nodes.map(each => each.stages.weights),
      groups,
    ),
    anchors: { indicators: indicators.map(each => each.anchors), nodes: nodes.map(each => each.anchors), grade: cuts },
  };
}

/** Values of eligible units; the others missing, so that no fit sees them. */
function eligibleOnly(eligible: Uint8Array): Only {
  if (!eligible.includes(0)) return values => values;
  return values => values.map((value, unit) => (eligible[unit] === 1 ? value : NaN));
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
