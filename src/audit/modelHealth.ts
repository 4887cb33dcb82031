// Whether a model is built well: which indicators say the same, pull apart, weigh other than granted, or tell nobody from another.
import { planOf } from '../model/plan.ts';
import type { PlannedNode } from '../model/plan.ts';
import { wholeWeights } from '../model/coverage.ts';
import { correlationsOfPairs } from '../stats/correlations.ts';
import { cronbachAlpha } from '../stats/cronbachAlpha.ts';
import { moments } from '../stats/moments.ts';
import { principalComponents } from '../stats/principalComponents.ts';
import type { PrincipalComponent } from '../stats/principalComponents.ts';
import { oneGroup } from '../table/groups.ts';
import { anchorGroups, ofEligible } from './explainable.ts';
import type { Explainable } from './explainable.ts';
import { sharesOfVariance } from './sharesOfVariance.ts';
import { separations } from './separation.ts';
import type { Separation } from './separation.ts';

/** One indicator: its standing in its own index and in the whole. */
export interface IndicatorHealth extends Separation {
  readonly id: string;
  /** The index node that it is a part of. */
  readonly node: string;
  /** Its correlation with that node, and with the score. */
  readonly withNode: number;
  readonly withScore: number;
  /** Its share of the whole weight, the mean over the units. */
  readonly weight: number;
  /** Its share of what the score varies by; all sum to 1. */
  readonly importance: number;
}

/** Two indicators, or two parts of one node, and their correlation. */
export interface CorrelatedPair {
  readonly first: string;
  readonly second: string;
  readonly correlation: number;
  readonly isSameNode: boolean;
}

/** One index node: how far its parts go together. */
export interface NodeHealth {
  readonly id: string;
  readonly parts: readonly string[];
  /** Cronbach's alpha of the parts. */
  readonly alpha: number;
  readonly components: readonly PrincipalComponent[];
  /** The correlations of its parts, where any of them is a node. */
  readonly between: readonly CorrelatedPair[];
}

/** What there is to know of a model under a population. */
export interface ModelHealth {
  /** How many units it was looked at with: the eligible ones. */
  readonly units: number;
  readonly indicators: readonly IndicatorHealth[];
  /** Every two indicators of the index. */
  readonly pairs: readonly CorrelatedPair[];
  readonly nodes: readonly NodeHealth[];
}

/**
 * What the indicators of a model have to do with each other and with the score, over all eligible units, on the common scale: correlations
 * inside of nodes and between them, Cronbach's alpha and principal components of each node's parts, granted weight against the share of the
 * score's variance, and how well each indicator tells units apart.
 *
 * Shape: a result to one entry an indicator of the index, one a pair of them, and one a node, the root last. Unit: correlations -1 to 1.
 * Degenerate: where something does not vary, or fewer than two units have it, its correlations are NaN.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 4 (multivariate analysis) and step 7 (back to the data)
 * @example modelHealth(result).pairs[0].first // 'revenue'
 */
export function modelHealth(result: Explainable): ModelHealth {
  const { nodes } = planOf(result.model);
  const indicators = result.indicators.map(({ normalized }) => ofEligible(normalized, result.eligible));
  const values = result.nodes.map(({ score }) => ofEligible(score, result.eligible));
  const places = nodes.flatMap((node, own) =>
    node.parts.filter(({ kind }) => kind === 'indicator').map(({ id, position }) => ({ id, position, own })),
  );
  const one = oneGroup(result.count);
  const score = values[values.length - 1];
  const lower = correlationsOfPairs([...places.map(({ position }) => indicators[position]), ...values], one);
  const separation = separations(
    places.map(({ position }) => indicators[position]),
    result.peers,
  );
  const weights = unitWeights(nodes, result);
  const importance = sharesOfVariance(
    places.map(({ position }) => indicators[position]),
    places.map(({ position }) => weights.get(position) as Float64Array),
    score,
  );
  return {
    units: result.eligible.reduce((sum, flag) => sum + flag, 0),
    indicators: places.map(({ id, own, position }, at) => ({
      id,
      node: nodes[own].id,
      withNode: lower[places.length + own][at][0],
      withScore: lower[lower.length - 1][at][0],
      // Every indicator of the index has its weights there.
      weight: moments(ofEligible(weights.get(position) as Float64Array, result.eligible), one).mean[0],
      importance: importance[at],
      ...separation[at],
    })),
    pairs: places.flatMap((second, at) =>
      places.slice(0, at).map((first, before) => ({
        first: first.id,
        second: second.id,
        correlation: lower[at][before][0],
        isSameNode: first.own === second.own,
      })),
    ),
    nodes: nodes.map(node => nodeHealth(node, indicators, values)),
  };
}

function nodeHealth(
  { id, parts }: PlannedNode,
  indicators: readonly Float64Array[],
  nodes: readonly Float64Array[],
): NodeHealth {
  const columns = parts.map(({ kind, position }) => (kind === 'node' ? nodes : indicators)[position]);
  const lower = parts.some(({ kind }) => kind === 'node')
    ? correlationsOfPairs(columns, oneGroup(columns[0].length))
    : [];
  return {
    id,
    parts: parts.map(part => part.id),
    alpha: cronbachAlpha(columns),
    components: principalComponents(columns),
    between: lower.flatMap((row, at) =>
      row.map(([correlation], before) => ({
        first: parts[before].id,
        second: parts[at].id,
        correlation,
        isSameNode: true,
      })),
    ),
  };
}

/** Each indicator's share of the whole weight for every unit, by its position. */
function unitWeights(nodes: readonly PlannedNode[], result: Explainable): Map<number, Float64Array> {
  const { anchors, peers } = result;
  const known = anchorGroups(result);
  const whole = wholeWeights(
    nodes,
    anchors.nodes.map(({ weights }) => weights),
    anchors.peers.length,
  );
  return new Map(
    [...whole].map(([position, weight]) => [
      position,
      Float64Array.from(peers.of, group => weight[known[group] ?? -1] ?? NaN),
    ]),
  );
}
