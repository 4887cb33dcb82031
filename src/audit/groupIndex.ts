// The index of one peers group, for units that need not exist: what a score would be if some parts were other ones.
import type { Anchors } from '../expr/method.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import type { PlannedNode } from '../model/plan.ts';
import { applyAggregate } from '../steps/aggregate/index.ts';
import { oneGroup } from '../table/groups.ts';

/** One node of the index with the weights of its parts, and its value for any values of them. */
export interface GroupNode extends PlannedNode {
  /** One number a part, as the peers group weighs it. */
  readonly shares: Float64Array;
  /** Columns of the parts, n values each, to n values of the node. */
  readonly valueOf: (parts: readonly Float64Array[]) => Float64Array;
}

/**
 * The nodes of the index as one peers group has them: under its weights and anchors, parts before the nodes that use them.
 *
 * Degenerate: a group that the anchors do not know (null) has no weights: every value is missing.
 * @example groupIndex(plan.nodes, anchors, 0)[0].valueOf([Float64Array.of(50), Float64Array.of(100)]) // [70]
 */
export function groupIndex(
  nodes: readonly PlannedNode[],
  anchors: Pick<ModelAnchors, 'nodes'>,
  group: number | null,
): GroupNode[] {
  return nodes.map((node, position) => {
    const { weights, aggregate } = anchors.nodes[position];
    const own = weights.map(weight => Float64Array.of(group === null ? NaN : weight[group]));
    const learned = group === null ? {} : anchorsOf(aggregate, group);
    return {
      ...node,
      shares: Float64Array.from(own, ([weight]) => weight),
      valueOf: parts =>
        group === null
          ? new Float64Array(parts[0].length).fill(NaN)
          : applyAggregate(parts, own, oneGroup(parts[0].length), learned, node.aggregate, node.present),
    };
  });
}

/**
 * What a step learned, of one group only.
 *
 * @example anchorsOf({ mean: Float64Array.of(1, 2) }, 1).mean // [2]
 */
export function anchorsOf(anchors: Anchors, group: number): Anchors {
  return Object.fromEntries(
    Object.entries(anchors).map(([name, table]) => [
      name,
      table instanceof Float64Array ? Float64Array.of(table[group]) : [table[group]],
    ]),
  );
}

/**
 * The value of every node for units given by the normalized values of their indicators.
 *
 * Shape: one column of n values an indicator of the model to one column of n values a node, the root last.
 * @example nodeValues(groupIndex(plan.nodes, anchors, 0), [Float64Array.of(50), Float64Array.of(100)])[0] // [70]
 */
export function nodeValues(index: readonly GroupNode[], indicators: readonly Float64Array[]): Float64Array[] {
  const values: Float64Array[] = [];
  for (const { parts, valueOf } of index) {
    values.push(valueOf(parts.map(({ kind, position }) => (kind === 'node' ? values : indicators)[position])));
  }
  return values;
}
