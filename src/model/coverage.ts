import { presentWeight } from '../steps/aggregate/presentWeight.ts';
import type { Groups } from '../table/groups.ts';
import type { PlannedNode } from './plan.ts';

/**
 * The share of the whole weight that rests on data that was not missing, before anything was filled in.
 *
 * Shape: index nodes with their weights, and one column an indicator, to one number a unit. Unit: 0 to 1.
 * Degenerate: a unit of a peers group without weights: NaN.
 * @example coverage(plan.nodes, [Float64Array.of(NaN), Float64Array.of(1)], weights, oneGroup(1)) // [0.4], when the second weighs 0.4
 */
export function coverage(
  nodes: readonly PlannedNode[],
  indicators: readonly Float64Array[],
  weights: readonly (readonly Float64Array[])[],
  groups: Groups,
): Float64Array {
  const wholes = [...wholeWeights(nodes, weights, groups.count)];
  const shares = wholes.map(([, whole]) => whole);
  const covered = presentWeight(
    wholes.map(([position]) => indicators[position]),
    shares,
    groups,
  );
  const total = new Float64Array(groups.count);
  for (const whole of shares) for (let group = 0; group < groups.count; group++) total[group] += whole[group];
  // By the sum as it was rounded, so that everything there is exactly 1.
  for (let unit = 0; unit < covered.length; unit++) covered[unit] = Math.min(1, covered[unit] / total[groups.of[unit]]);
  return covered;
}

/**
 * Each indicator's weight in the whole: its weight in its node times the node's own in the whole.
 *
 * Shape: by the position of the indicator, one weight a peers group; indicators outside of the index are left out.
 * @example wholeWeights(plan.nodes, weights, 1).get(0) // [0.6], the weight of the first part of the root
 */
export function wholeWeights(
  nodes: readonly PlannedNode[],
  weights: readonly (readonly Float64Array[])[],
  groupCount: number,
): Map<number, Float64Array> {
  const ofIndicators = new Map<number, Float64Array>();
  const ofNodes = new Map([[nodes.length - 1, new Float64Array(groupCount).fill(1)]]);
  for (let position = nodes.length - 1; position >= 0; position--) {
    // Nodes stand after their parts: on the way down a node's own weight is known.
    const own = ofNodes.get(position) as Float64Array;
    nodes[position].parts.forEach((part, at) => {
      const whole = weights[position][at].slice();
      for (let group = 0; group < groupCount; group++) whole[group] *= own[group];
      (part.kind === 'node' ? ofNodes : ofIndicators).set(part.position, whole);
    });
  }
  return ofIndicators;
}
