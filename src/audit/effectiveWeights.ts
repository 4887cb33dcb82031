import type { NodeStages } from '../model/score.ts';

/**
 * What every part of an index weighs in the whole: its weight times that of the indices above it. The indicators' sum
 * to 1, and so do the parts of every other level that all indicators pass. It is a share of the weight, not of the
 * importance: parts that differ in spread or go together matter more or less than they weigh.
 *
 * Shape: index nodes, the root last, to one number a peers group for each part by its id; the root is 1. Unit: share of
 * the weight.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6
 * @example effectiveWeights(result.nodes).get('growth') // [0.4]
 */
export function effectiveWeights(
  nodes: readonly Pick<NodeStages, 'id' | 'parts' | 'weights'>[],
): ReadonlyMap<string, Float64Array> {
  const whole = new Map<string, Float64Array>();
  for (const { id, parts, weights } of [...nodes].reverse()) {
    // A node that no other has as a part is the root.
    const own = whole.get(id) ?? new Float64Array(weights[0].length).fill(1);
    whole.set(id, own);
    parts.forEach((part, at) =>
      whole.set(
        part,
        weights[at].map((weight, group) => weight * own[group]),
      ),
    );
  }
  return whole;
}
