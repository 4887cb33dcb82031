import type { PlannedNode } from '../model/plan.ts';
import { applyAggregate, fitAggregate } from '../steps/aggregate/index.ts';
import { weigh } from '../steps/weight/index.ts';
import type { Groups } from '../table/groups.ts';
import type { Shares } from './weightSpace.ts';

/**
 * The score of every unit under other granted weights: the index alone, from normalized indicators, by the same steps as in a rating.
 *
 * Shape: index nodes, normalized indicators of n units and one share a part of each node to n scores.
 * Degenerate: as in a rating.
 * @example indexScores(plan.nodes, [Float64Array.of(100, 0), Float64Array.of(0, 50)], oneGroup(2), [Float64Array.of(0.5, 0.5)]) // [50, 25]
 */
export function indexScores(
  nodes: readonly PlannedNode[],
  indicators: readonly Float64Array[],
  groups: Groups,
  shares: Shares,
): Float64Array {
  const scores: Float64Array[] = [];
  nodes.forEach((node, at) => {
    const parts = node.parts.map(part => (part.kind === 'node' ? scores : indicators)[part.position]);
    const weights = weigh(parts, groups, node.weights, [...shares[at]]);
    const learned = fitAggregate(parts, weights, groups, node.aggregate);
    scores.push(applyAggregate(parts, weights, groups, learned, node.aggregate, node.present));
  });
  return scores[scores.length - 1];
}
