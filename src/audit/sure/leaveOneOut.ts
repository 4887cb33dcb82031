// What the ranks would be without one indicator or one node of the index.
import { methodOf } from '../../expr/method.ts';
import type { WeightMethod } from '../../expr/weightMethod.ts';
import { planOf } from '../../model/plan.ts';
import type { PlannedNode } from '../../model/plan.ts';
import type { Tables } from '../../model/sources.ts';
import type { IndexNode, Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { runRanker } from '../../stats/runRanks.ts';
import { weightMethods } from '../../steps/weight/index.ts';
import { contestOf, normalizedColumns, scoredNodes } from './contest.ts';
import type { ScoredNodes } from './contest.ts';

/** What happens to the eligible units when a part of the index is left out. */
export interface LeftOut {
  readonly id: string;
  readonly kind: 'indicator' | 'node';
  readonly score: Float64Array;
  /** Competition ranks; 0: no rank. */
  readonly rank: Uint32Array;
  /** The mean and the greatest |rank - rank with it|; the unit that moves most stands at `mostMoved` of the columns. */
  readonly meanShift: number;
  readonly greatestShift: number;
  readonly mostMoved: number;
}

/** Every part left out in turn. */
export interface LeaveOneOut {
  readonly units: Units;
  /** Which of the units stands in each place of the columns. */
  readonly rows: Uint32Array;
  readonly nominal: Uint32Array;
  /** In the order of the index, each node before its parts. */
  readonly parts: readonly LeftOut[];
}

/**
 * Ranks the eligible units without each part of the index in turn, the other weights of its node re-scaled.
 *
 * Shape: one entry an indicator and node below the root. Unit: competition ranks among the peers, 1 is best.
 * Degenerate: a node that loses its only part goes with it; an index of one part: no entry. Weights that are stated for all parts
 * together, such as a matrix of comparisons, are kept as the shares they gave.
 * @throws every fault of `check`; invalid_data when no row falls in the period
 * @source COINr 1.1, `remove_elements`
 * @example leaveOneOut(model, { sales }).parts.map(({ id }) => id) // the indicators and the nodes below the root
 */
export function leaveOneOut(
  model: Model,
  tables: Tables,
  onProgress?: (done: number, of: number) => void,
): LeaveOneOut {
  const contest = contestOf(model, tables);
  const { plan, groups, rows, units } = contest;
  const columns = normalizedColumns(contest, plan.indicators);
  const whole = scoredNodes(plan.nodes, columns, groups);
  const rank = runRanker(groups);
  const nominal = rank(last(whole.values)).slice();
  const index = statedAsFixed(model.index, plan.nodes, whole);
  const ids = removable(index);
  const parts = ids.map(({ id, kind }, at): LeftOut => {
    // The plan of an index without one part has the same indicators in the same places.
    const without = planOf({ ...model, index: withoutPart(index, id) as IndexNode, ties: [] });
    const score = last(scoredNodes(without.nodes, columns, groups).values);
    const own = rank(score).slice();
    onProgress?.(at + 1, ids.length);
    return { id, kind, score, rank: own, ...shifts(nominal, own) };
  });
  return { units, rows, nominal, parts };
}

function last(values: readonly Float64Array[]): Float64Array {
  return values[values.length - 1];
}

/** Every indicator and node below the root that can go without the whole index going with it. */
function removable(root: IndexNode): { id: string; kind: LeftOut['kind'] }[] {
  const inside = (node: IndexNode): { id: string; kind: LeftOut['kind'] }[] =>
    (node.of ?? []).flatMap(part => [
      { id: part.id, kind: part.of ? ('node' as const) : ('indicator' as const) },
      ...inside(part),
    ]);
  return inside(root).filter(({ id }) => withoutPart(root, id) !== undefined);
}

/** Undefined when nothing is left. */
function withoutPart(node: IndexNode, id: string): IndexNode | undefined {
  if (node.id === id) return undefined;
  if (node.of === undefined) return node;
  const of = node.of.map(part => withoutPart(part, id)).filter(part => part !== undefined);
  return of.length === 0 ? undefined : { ...node, of };
}

/** Methods that speak of all parts at once fit no fewer: what they gave is granted instead. */
function statedAsFixed(node: IndexNode, nodes: readonly PlannedNode[], { weights }: ScoredNodes): IndexNode {
  if (node.of === undefined) return node;
  const position = nodes.findIndex(({ id }) => id === node.id);
  const isSized = methodOf<WeightMethod>(weightMethods, nodes[position].weights).faults !== undefined;
  const of = node.of.map((part, at) => {
    const inside = statedAsFixed(part, nodes, { weights, values: [] });
    return isSized ? { ...inside, weight: weights[position][at][0] } : inside;
  });
  return isSized ? { ...node, of, weights: { method: 'fixed' } } : { ...node, of };
}

function shifts(nominal: Uint32Array, own: Uint32Array): Pick<LeftOut, 'meanShift' | 'greatestShift' | 'mostMoved'> {
  let [sum, both, greatestShift, mostMoved] = [0, 0, 0, 0];
  for (let unit = 0; unit < own.length; unit++) {
    if (own[unit] === 0 || nominal[unit] === 0) continue;
    const shift = Math.abs(own[unit] - nominal[unit]);
    sum += shift;
    both++;
    if (shift > greatestShift) [greatestShift, mostMoved] = [shift, unit];
  }
  return { meanShift: both === 0 ? NaN : sum / both, greatestShift, mostMoved };
}
