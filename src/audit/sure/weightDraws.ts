// Weights as they might have been granted: drawn around the model's own.
import { RatingError, throwFaults } from '../../errors/ratingError.ts';
import type { Fault } from '../../errors/ratingError.ts';
import { methodOf } from '../../expr/method.ts';
import type { WeightMethod } from '../../expr/weightMethod.ts';
import type { PlannedNode } from '../../model/plan.ts';
import { dirichlet } from '../../stats/dirichlet.ts';
import { seededBits, uniform } from '../../stats/random.ts';
import type { RandomBits } from '../../stats/random.ts';
import { weightMethods } from '../../steps/weight/index.ts';
import type { NodeWeights } from './contest.ts';

/** Weights of parts by id, on any scale: they are scaled to sum 1 in each node. A part that is not named keeps its own. */
export type WeightSet = ReadonlyMap<string, number>;

/**
 * How weights are drawn: `dirichlet` around the granted shares (a share s has the standard deviation √(s (1 - s) / (concentration + 1))),
 * `uniform` each granted weight times a number from 1 - spread to 1 + spread, `bounds` the named weights between two numbers and the
 * others as granted, `sets` as stated.
 */
export type WeightDraws =
  | { readonly method: 'dirichlet'; readonly concentration: number }
  | { readonly method: 'uniform'; readonly spread: number }
  | { readonly method: 'bounds'; readonly of: readonly { readonly id: string; readonly from: number; readonly to: number }[] } // prettier-ignore
  | { readonly method: 'sets'; readonly sets: readonly WeightSet[] };

/**
 * Whether a node's weights are stated, not learned from the units: only those are drawn.
 *
 * @example isStated(planOf(model).nodes[0]) // true for granted weights
 */
export function isStated({ weights }: Pick<PlannedNode, 'weights'>): boolean {
  const method: WeightMethod = methodOf<WeightMethod>(weightMethods, weights);
  return weights.method === 'fixed' || weights.method === 'equal' || method.faults !== undefined;
}

/**
 * One set of weights for the nodes of an index: one number a part that sum to 1; undefined where a node learns its weights.
 *
 * Shape: run number to one array a node. The same seed and run give the same weights, whatever else is drawn.
 * @throws invalid_argument for a concentration, spread or bounds that cannot be, and for names that no node has
 * @example weightDraws(planOf(model).nodes, [weights], { method: 'dirichlet', concentration: 100 }, 1)(0).length // 1, the number of nodes
 */
export function weightDraws(
  nodes: readonly PlannedNode[],
  own: NodeWeights,
  draws: WeightDraws,
  seed: number,
): (run: number) => (Float64Array | undefined)[] {
  throwFaults(faultsOf(nodes, draws));
  const shares = nodes.map((node, position) =>
    isStated(node) ? Float64Array.from(own[position], ([share]) => share) : undefined,
  );
  const ids = nodes.map(({ parts }) => parts.map(({ id }) => id));
  return run => {
    // Stated sets need none.
    const next = draws.method === 'sets' ? () => 0 : seededBits(seed, run);
    return nodes.map(({ granted }, position) => {
      const share = shares[position];
      return share && scaled(drawn(draws, next, ids[position], share, granted, run));
    });
  };
}

function drawn(
  draws: WeightDraws,
  next: RandomBits,
  ids: readonly string[],
  shares: Float64Array,
  granted: readonly number[],
  run: number,
): Float64Array {
  switch (draws.method) {
    case 'dirichlet':
      return dirichlet(next, shares, draws.concentration);
    case 'uniform':
      return shares.map(share => share * (1 + draws.spread * (2 * uniform(next) - 1)));
    case 'bounds':
      return Float64Array.from(ids, (id, part) => {
        const bounds = draws.of.find(each => each.id === id);
        return bounds ? bounds.from + (bounds.to - bounds.from) * uniform(next) : granted[part];
      });
    case 'sets': {
      const set = draws.sets[run % draws.sets.length];
      return Float64Array.from(ids, (id, part) => set.get(id) ?? granted[part]);
    }
  }
}

function scaled(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum > 0 ? weights.map(weight => weight / sum) : weights.map(() => 1 / weights.length);
}

function faultsOf(nodes: readonly PlannedNode[], draws: WeightDraws): Fault[] {
  const fault = (name: string, message: string): Fault => ({
    code: 'invalid_argument',
    path: ['choices', 'weights', name],
    message,
  });
  if (!nodes.some(isStated))
    return [fault('method', 'no node of the index has stated weights; there is nothing to draw')];
  switch (draws.method) {
    case 'dirichlet':
      return draws.concentration > 0 && draws.concentration < Infinity
        ? []
        : [fault('concentration', `must be above 0, such as 100, not ${draws.concentration}`)];
    case 'uniform':
      return draws.spread > 0 && draws.spread <= 1
        ? []
        : [fault('spread', `must be above 0 and at most 1, such as 0.25, not ${draws.spread}`)];
    case 'bounds':
      return draws.of.flatMap(({ id, from, to }) => {
        if (!(from >= 0 && to >= from && to < Infinity))
          return [fault('of', `the bounds of ${id} must be two numbers from 0 on, the lower first`)];
        return isDrawn(nodes, id) ? [] : [fault('of', `no node with stated weights has a part "${id}"`)];
      });
    case 'sets': {
      if (draws.sets.length === 0) return [fault('sets', 'has no set of weights')];
      const names = new Set(draws.sets.flatMap(set => [...set.keys()]));
      return [...names]
        .filter(id => !isDrawn(nodes, id))
        .map(id => fault('sets', `no node with stated weights has a part "${id}"`));
    }
  }
  throw new RatingError(
    'invalid_argument',
    ['choices', 'weights', 'method'],
    'is none of dirichlet, uniform, bounds, sets',
  );
}

function isDrawn(nodes: readonly PlannedNode[], id: string): boolean {
  return nodes.some(node => isStated(node) && node.parts.some(part => part.id === id));
}
