import { planOf } from '../model/plan.ts';
import { pickRows } from '../model/sources.ts';
import { shapley } from '../stats/shapley.ts';
import { groupBy } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import type { Comparable } from './comparable.ts';
import { METHODS, mixedModels, WEIGHTS } from './mixedModels.ts';
import { mixedScores } from './mixedScores.ts';
import { unknownFillers } from './scoreUnder.ts';

/** A change of score in parts that add up to it, one number a unit. */
export interface ChangeParts {
  /** From the unit's own raw values. */
  readonly data: Float64Array;
  /** From the others: the anchors that they moved. */
  readonly peers: Float64Array;
  /** From other weights: what the model grants to the parts of an index node, or the method that works them out. */
  readonly weights: Float64Array;
  /** From all else in the model: indicators, formulas, methods of every step, and which part stands where. */
  readonly methods: Float64Array;
}

/** The causes of a change of score, by name. */
export const CAUSES = ['data', 'peers', 'weights', 'methods'] as const satisfies readonly (keyof ChangeParts)[];

const DATA = 1;
const PEERS = 2;
const MODEL = 4;

/**
 * Splits each unit's change of score into what its own data, its peers, the weights and the methods of the model gave to it: scores are
 * worked out again with every mixture of old and new, and each cause gets its mean effect over all orders in which they could come, so that
 * no order is preferred. The two causes of the model come together, in either order (Owen values): data and peers get what they would if
 * the model were one cause.
 *
 * Under one model peers are the published anchors: releases that share anchors have no part from peers. Across models the anchors of a mixture
 * that was not released are learned from the raw values. An indicator that only one model measures in this way keeps the values
 * of that release throughout, so that its coming or going is the methods'. A changed rule of eligibility shows in the peers.
 *
 * Weights are what `withWeightsOf` takes over: the proportions between parts that an index node has in both models, and the method that works
 * weights out where both nodes have the same parts. Indicators added or dropped, parts moved to another node, nodes that one model alone has, and
 * what a new part takes from all parts beside it alike are methods. Weights that `entropy` and its like learn follow their values: other
 * peers move them as peers, other methods as methods. Where the methods of one model cannot bear the weights of the other, all is the methods'.
 *
 * Shape: two releases and the row of n units in each to four columns. Unit: points of the score; data + peers + weights + methods = after - before.
 * Degenerate: a unit without a score in some mixture, such as one that was not listed before: NaN. Null when a model fills missing values by
 * what no release holds (other columns, other periods), so that no score can be worked out again.
 * @source Shapley (1953), A value for n-person games; Owen (1977), Values of Games with a Priori Unions
 * @example splitChange(result, result, Int32Array.of(0, 1), Int32Array.of(0, 1)).data // [0, 0]
 */
export function splitChange(
  before: Comparable,
  after: Comparable,
  rowsBefore: Int32Array,
  rowsAfter: Int32Array,
): ChangeParts | null {
  const releases = [before, after];
  if (releases.some(({ model }) => unknownFillers(planOf(model)).length > 0)) return null;
  const both = [...rowsBefore.keys()].filter(unit => rowsBefore[unit] !== -1 && rowsAfter[unit] !== -1);
  const rows = [rowsBefore, rowsAfter].map(all => Int32Array.from(both, unit => all[unit]));
  const keys = before.keys.map(({ column }) => pickRows(column, rows[0]) as TextColumn);
  const peers = groupBy(keys.slice(0, before.model.rate.within.length), both.length);
  const units = { count: both.length, keys, peers };
  const models = mixedModels(before.model, after.model);
  const scores = mixedScores(releases, models, rows, units);
  const worth = (set: number, changed: number): Float64Array => {
    const [own, population] = [DATA, PEERS].map(bit => ((set & bit) === 0 ? 0 : 1));
    return scores(own, population, (set & MODEL) === 0 ? 0 : changed);
  };
  const whole = WEIGHTS | METHODS;
  const spread = (part: Float64Array): Float64Array => {
    const column = new Float64Array(rowsBefore.length).fill(NaN);
    both.forEach((unit, at) => (column[unit] = part[at]));
    return column;
  };
  const [data, others] = shapley(models.isOne ? 2 : 3, set => worth(set, whole));
  // What has no other part has none of these either.
  const none = data.map(part => part * 0);
  const [weights, methods] = models.isOne
    ? [none, none]
    : shapley(2, changed => (changed === 0 ? none : shapley(3, set => worth(set, changed))[2]));
  return { data: spread(data), peers: spread(others), weights: spread(weights), methods: spread(methods) };
}
