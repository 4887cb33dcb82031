import { seededBits } from '../stats/random.ts';
import { sampledOrders } from '../stats/subsets.ts';
import { nodeValues } from './groupIndex.ts';
import type { GroupNode } from './groupIndex.ts';

/** How an estimate is drawn: pairs of an order and its reverse, from a seed. */
export interface Sampling {
  readonly seed: number;
  readonly pairs: number;
}

/**
 * Estimates what each part of an index gives to the way from one unit's score to another's: the indicators of one are put in place of the
 * other's, one after the other, in sampled orders that keep the indicators of a node together. Every order adds up exactly, so the means do.
 *
 * Shape: one normalized value an indicator of the model, twice, to one number an indicator and a node, with standard errors of the
 * indicators'. Unit: points of the score.
 * Degenerate: one pair of orders: no errors (NaN).
 * @source Castro, Gómez and Tejada (2009), Polynomial calculation of the Shapley value based on sampling
 * @example sampledLeads(groupIndex(plan.nodes, anchors, 0), Float64Array.of(0, 50), Float64Array.of(100, 0), { seed: 1, pairs: 10 }).indicators // [60, -20]
 */
export function sampledLeads(
  index: readonly GroupNode[],
  from: Float64Array,
  to: Float64Array,
  { seed, pairs }: Sampling,
): { indicators: Float64Array; nodes: Float64Array; errors: Float64Array } {
  const orders = index.map(({ parts }, position) => sampledOrders(parts.length, pairs, seededBits(seed, position)));
  const indicators = new Float64Array(from.length);
  const squares = new Float64Array(from.length);
  for (let pair = 0; pair < pairs; pair++) {
    const leads = [2 * pair, 2 * pair + 1].map(at => leadsInOrder(index, from, to, leavesInOrder(index, orders, at)));
    for (let at = 0; at < indicators.length; at++) {
      const lead = (leads[0][at] + leads[1][at]) / 2;
      const before = lead - indicators[at];
      indicators[at] += before / (pair + 1);
      squares[at] += before * (lead - indicators[at]);
    }
  }
  const nodes = new Float64Array(index.length);
  index.forEach(({ parts }, position) => {
    for (const { kind, position: at } of parts) nodes[position] += (kind === 'node' ? nodes : indicators)[at];
  });
  return { indicators, nodes, errors: squares.map(sum => Math.sqrt(sum / (pairs - 1) / pairs)) };
}

/** The indicators in the order that the nodes' orders make of them. */
function leavesInOrder(index: readonly GroupNode[], orders: readonly (readonly Uint32Array[])[], at: number): number[] {
  const below = (position: number): number[] => {
    const { parts } = index[position];
    return [...orders[position][at]].flatMap(part =>
      parts[part].kind === 'node' ? below(parts[part].position) : [parts[part].position],
    );
  };
  return below(index.length - 1);
}

/** By how much the score moves as each indicator takes its new value, in an order. */
function leadsInOrder(
  index: readonly GroupNode[],
  from: Float64Array,
  to: Float64Array,
  order: readonly number[],
): Float64Array {
  const place = new Map(order.map((indicator, at) => [indicator, at]));
  const columns = Array.from(from, (value, indicator) =>
    Float64Array.from({ length: order.length + 1 }, (_, row) =>
      row > (place.get(indicator) ?? Infinity) ? to[indicator] : value,
    ),
  );
  const scores = nodeValues(index, columns)[index.length - 1];
  const leads = new Float64Array(from.length);
  order.forEach((indicator, at) => (leads[indicator] = scores[at + 1] - scores[at]));
  return leads;
}
