// What each part of an index gives to the way from one unit's score to another's, real units or not, of the same peers.
import { shapley } from '../stats/shapley.ts';
import { countPlayers, isIn, subsetShares } from '../stats/subsets.ts';
import { nodeValues } from './groupIndex.ts';
import type { GroupNode } from './groupIndex.ts';
import { sampledLeads } from './sampledLeads.ts';
import type { Sampling } from './sampledLeads.ts';

/** What the indicators and the index nodes give, by their position in the model; both add up to `to - from`. */
export interface Attribution {
  /** The score that is started from, and the one that is reached. */
  readonly from: number;
  readonly to: number;
  readonly indicators: Float64Array;
  readonly nodes: Float64Array;
  /** `sum`: weight times difference; `shapley`: over all orders of the parts; `sampled`: over some of them. */
  readonly method: 'sum' | 'shapley' | 'sampled';
  /** The standard error of each indicator's estimate; null when nothing was sampled. */
  readonly errors: Float64Array | null;
}

/** Beyond so many parts all subsets are too many. */
const MOST_ENUMERATED = 12;

/** How many rows an exact answer may cost; far more than any index of ordinary size needs. */
const MOST_ROWS = 2 ** 21;

/** What the score is for values of one node, while the parts beside it come before it in all ways. */
interface Outside {
  /** Where the score grows in proportion to the node: by how much. */
  readonly slope: number | null;
  readonly scoreOf: (values: Float64Array) => Float64Array;
  readonly rows: number;
}

/**
 * Splits the difference between two scores among the parts of the index, from the root down: an arithmetic mean of parts that are there
 * in both splits by weight; of any other the parts get their Shapley values, inside of a node while the parts beside it come whole (the
 * Owen value, at every level), so that indicators add up to their node and nodes to the difference. Up to 12 parts all orders are taken,
 * beyond some of them.
 *
 * Shape: one normalized value an indicator of the model, twice. Unit: points of the score.
 * Degenerate: an indicator missing in both gives 0; where a mixture of the two has no score, what it enters is missing (NaN).
 * @source Owen (1977), Values of Games with a Priori Unions; Winter (1989), A Value for Cooperative Games with Levels Structure
 * @example attribute(groupIndex(plan.nodes, anchors, 0), Float64Array.of(0, 50), Float64Array.of(100, 0), { seed: 1, pairs: 10 }).indicators // [60, -20]
 */
export function attribute(
  index: readonly GroupNode[],
  from: Float64Array,
  to: Float64Array,
  sampling: Sampling,
): Attribution {
  const ends = nodeValues(
    index,
    Array.from(from, (value, at) => Float64Array.of(value, to[at])),
  );
  const root = index.length - 1;
  const between = { from: ends[root][0], to: ends[root][1] };
  const indicators = new Float64Array(from.length);
  const nodes = new Float64Array(index.length);
  nodes[root] = between.to - between.from;
  let method: Attribution['method'] = 'sum';
  const isExact = descend(root, { slope: 1, scoreOf: values => values, rows: 1 });
  if (isExact) return { ...between, indicators, nodes, method, errors: null };
  return { ...between, ...sampledLeads(index, from, to, sampling), method: 'sampled' };

  function descend(position: number, outside: Outside): boolean {
    const node = index[position];
    const pairs = node.parts.map(({ kind, position: at }) =>
      kind === 'node' ? ends[at] : Float64Array.of(from[at], to[at]),
    );
    const inside = outside.slope === null ? null : slopes(node, pairs, outside.slope);
    if (!inside && (pairs.length > MOST_ENUMERATED || 2 ** pairs.length * outside.rows > MOST_ROWS)) return false;
    if (!inside) method = 'shapley';
    const leads = inside
      ? inside.map((slope, at) => (slope === 0 ? 0 : slope * (pairs[at][1] - pairs[at][0])))
      : shapleyOf(outside.scoreOf(node.valueOf(mixtures(pairs))));
    return node.parts.every(({ kind, position: at }, part) => {
      (kind === 'node' ? nodes : indicators)[at] = leads[part];
      return kind !== 'node' || descend(at, inside ? inProportion(inside[part]) : around(node, pairs, part, outside));
    });
  }
}

/**
 * The share of each part in the weight of those that are there.
 *
 * Degenerate: nothing there: 0 for all; weights that are not known: NaN.
 * @example presentShares(Float64Array.of(1, 3, 4), [5, 7, NaN]) // [0.25, 0.75, 0]
 */
export function presentShares(shares: Float64Array, values: readonly number[]): Float64Array {
  const present = shares.map((share, part) => (Number.isNaN(values[part]) && !Number.isNaN(share) ? 0 : share));
  const sum = present.reduce((total, share) => total + share, 0);
  return present.map(share => (sum === 0 ? 0 : share / sum));
}

/** By how much the score grows with each part of an arithmetic mean; null for other methods, and where a part is missing in one only. */
function slopes(
  { aggregate, shares }: GroupNode,
  pairs: readonly Float64Array[],
  outside: number,
): Float64Array | null {
  const isSame = pairs.every(([from, to]) => Number.isNaN(from) === Number.isNaN(to));
  if (aggregate.method !== 'arithmetic' || !isSame) return null;
  return presentShares(
    shares,
    pairs.map(([from]) => from),
  ).map(share => outside * share);
}

/** From what every subset of the parts reaches. */
function shapleyOf(worth: Float64Array): number[] {
  return shapley(Math.log2(worth.length), set => worth.subarray(set, set + 1)).map(([value]) => value);
}

function inProportion(slope: number): Outside {
  return { slope, scoreOf: values => values.map(value => slope * value), rows: 1 };
}

/** Every mixture of the two: row s has the parts of subset s from the second, the others from the first. */
function mixtures(pairs: readonly Float64Array[]): Float64Array[] {
  return pairs.map(([from, to], part) =>
    Float64Array.from({ length: 2 ** pairs.length }, (_, subset) => (isIn(subset, part) ? to : from)),
  );
}

/** What the score is for values of one part, as the mean over the orders in which the others may have come before it. */
function around(node: GroupNode, pairs: readonly Float64Array[], part: number, outside: Outside): Outside {
  const shares = subsetShares(pairs.length);
  const subsets = [...Array(2 ** pairs.length).keys()].filter(subset => !isIn(subset, part));
  return {
    slope: null,
    rows: outside.rows * subsets.length,
    scoreOf(values) {
      const mean = new Float64Array(values.length);
      for (const subset of subsets) {
        const others = pairs.map(([from, to], at) =>
          at === part ? values : new Float64Array(values.length).fill(isIn(subset, at) ? to : from),
        );
        const scores = outside.scoreOf(node.valueOf(others));
        const share = shares[countPlayers(subset)];
        for (let row = 0; row < mean.length; row++) mean[row] += share * scores[row];
      }
      return mean;
    },
  };
}
