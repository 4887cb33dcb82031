// From raw indicators to scores, grades and ranks: every step fits on the eligible units, or takes frozen anchors, then applies.
import type { Anchors } from '../expr/method.ts';
import { applyAggregate, fitAggregate } from '../steps/aggregate/index.ts';
import { applyGrades, fitGrades } from '../steps/grade/index.ts';
import type { Grades } from '../steps/grade/index.ts';
import { enoughEvidence } from '../steps/indicators/enoughEvidence.ts';
import { transforms } from '../steps/indicators/index.ts';
import { applyShrink, fitShrink } from '../steps/indicators/shrink.ts';
import { missing } from '../steps/missing/index.ts';
import { normalizers, turned } from '../steps/normalize/index.ts';
import { outliers } from '../steps/outliers/index.ts';
import { rank } from '../steps/rank/index.ts';
import { weigh } from '../steps/weight/index.ts';
import type { Groups } from '../table/groups.ts';
import type { IndicatorAnchors, ModelAnchors, NodeAnchors } from './anchors.ts';
import { coverage } from './coverage.ts';
import type { Plan, PlannedIndicator, PlannedNode } from './plan.ts';
import type { RawIndicator } from './population.ts';

/** One indicator after each step, one number a unit. */
export interface IndicatorStages extends RawIndicator {
  readonly id: string;
  readonly direction: PlannedIndicator['direction'];
  /** After `atLeast` and `shrink`. */
  readonly estimated: Float64Array;
  readonly transformed: Float64Array;
  readonly filled: Float64Array;
  readonly treated: Float64Array;
  /** On the common scale, more is better. */
  readonly normalized: Float64Array;
}

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
  /** Share of the weight that rests on data that was not missing, 0 to 1. */
  readonly coverage: Float64Array;
  readonly anchors: Omit<ModelAnchors, 'peers'>;
}

/** What was learned before, with the group of each unit in its tables, and the grades of the last release. */
export interface Frozen {
  readonly anchors: Omit<ModelAnchors, 'peers'>;
  readonly groups: Groups;
}

/**
 * Scores units: fits every step on the eligible ones, or uses frozen anchors, and applies it to all.
 *
 * Shape: raw values of n units to every stage of n values.
 * Degenerate: a unit with nothing present has no score; an ineligible one has a score, but no grade and no rank.
 * @throws invalid_argument when columns differ in length
 * @example scoreUnits(plan, { indicators, peers: oneGroup(3), eligible }).rank // [1, 3, 2]
 */
export function scoreUnits(plan: Plan, units: Scorable, frozen?: Frozen, lastGrades?: Uint8Array): Scored {
  const groups = frozen?.groups ?? units.peers;
  const only = eligibleOnly(units.eligible);
  const indicators = plan.indicators.map((indicator, position) =>
    indicatorStages(indicator, units.indicators[position], groups, only, frozen?.anchors.indicators[position]),
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
  const { grade: gradeSpec, rank: rankSpec, ties } = plan.model;
  const ranked = only(score);
  const cuts = gradeSpec ? (frozen?.anchors.grade ?? fitGrades(ranked, groups, gradeSpec)) : null;
  const tieColumn = (id: string): Float64Array =>
    // Checked before: every tie rule names an indicator or a node.
    (stages.find(each => each.id === id)?.normalized ??
      nodes.find(each => each.stages.id === id)?.stages.score) as Float64Array;
  return {
    indicators: stages,
    nodes: nodes.map(each => each.stages),
    score,
    grade: gradeSpec && cuts ? applyGrades(ranked, groups, cuts, gradeSpec, lastGrades) : null,
    rank: rank(ranked, units.peers, rankSpec, ties.map(tieColumn)),
    coverage: coverage(
      plan.nodes,
      stages.map(each => each.transformed),
      nodes.map(each => each.stages.weights),
      groups,
    ),
    anchors: { indicators: indicators.map(each => each.anchors), nodes: nodes.map(each => each.anchors), grade: cuts },
  };
}

type Only = (values: Float64Array) => Float64Array;

/** Values of eligible units; the others missing, so that no fit sees them. */
function eligibleOnly(eligible: Uint8Array): Only {
  if (!eligible.includes(0)) return values => values;
  return values => values.map((value, unit) => (eligible[unit] === 1 ? value : NaN));
}

function indicatorStages(
  { id, direction, atLeast, shrink, transform, ...steps }: PlannedIndicator,
  raw: RawIndicator,
  groups: Groups,
  only: Only,
  frozen: IndicatorAnchors | undefined,
): { stages: IndicatorStages; anchors: IndicatorAnchors } {
  const step = (
    { fit, apply }: Pick<typeof missing, 'fit' | 'apply'>,
    values: Float64Array,
    spec: { readonly method: string },
    learned: Anchors | undefined,
  ): { values: Float64Array; anchors: Anchors } => {
    const anchors = learned ?? fit(only(values), groups, spec);
    return { values: apply(values, groups, anchors, spec), anchors };
  };
  const backed = atLeast === null || raw.evidence === null ? raw.raw : enoughEvidence(raw.raw, raw.evidence, atLeast);
  const by = shrink && raw.shrinkBy;
  // Anchors of a model that shrinks hold its means.
  const drawn = by
    ? ((frozen?.shrink as { mean: Float64Array } | undefined) ?? fitShrink(only(backed), by, groups))
    : null;
  const estimated = drawn && by ? applyShrink(backed, by, groups, drawn, shrink.strength) : backed;
  const transformed = transforms.apply(estimated, groups, {}, transform);
  const filled = step(missing, transformed, steps.missing, frozen?.missing);
  const treated = step(outliers, filled.values, steps.outliers, frozen?.outliers);
  const normalized = step(normalizers, turned(treated.values, direction), steps.normalize, frozen?.normalize);
  return {
    stages: {
      ...raw,
      id,
      direction,
      estimated,
      transformed,
      filled: filled.values,
      treated: treated.values,
      normalized: normalized.values,
    },
    anchors: {
      id,
      shrink: drawn ? { mean: drawn.mean } : {},
      missing: filled.anchors,
      outliers: treated.anchors,
      normalize: normalized.anchors,
    },
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
