import { firstRows, orderByNumber } from '../../table/order.ts';
import { ballotsOf, forAll } from './ballots.ts';
import type { Ballots } from './ballots.ts';
import { midRanks } from './midRanks.ts';
import { majority } from './copelandConsensus.ts';
import { shortestOrder } from './shortestOrder.ts';

/** Up to so many items the search over all orders takes a tenth of a second. */
const MOST_EXACT = 16;

/** How far one move takes an item; 10,000 items take seconds, and a minute without this limit. */
const REACH = 100;

/** An order of items on which several rankings agree most. */
export interface KemenyOrder {
  /** The place of each item, 1 is best. */
  readonly ranks: Float64Array;
  /** How many pairs of items stand the other way round in how many rankings: the sum over all rankings. */
  readonly disagreements: number;
  /** Whether no order has fewer disagreements, proven; false: moving one item by up to 100 places finds none. */
  readonly isExact: boolean;
}

/**
 * Kemeny's consensus: the order that contradicts the rankings in the fewest pairs. Up to 16 items by dynamic programming over subsets, so
 * the least there is; beyond, an approximation: Borda's order, improved by moving one item at a time by up to 100 places until no move helps.
 * Counting the disagreements takes time m · n².
 *
 * Shape: m rankings of the same n items (1 is best) to an order of the items without ties. Unit: places, 1 is best.
 * Degenerate: items that a ranking leaves out (NaN) tie below those it lists; a tie contradicts no order; an item that none lists has no
 * place (NaN). Of several best orders, the one nearest to Borda's from the top, then to the order given.
 * @throws invalid_argument when rankings differ in length
 * @source Kemeny (1959), Mathematics without numbers; Held and Karp (1962) (the subsets); Dwork et al. (2001) (improving by moves)
 * @example kemenyConsensus([[1, 2, 3], [1, 3, 2], [2, 3, 1]]).ranks // [1, 3, 2]
 */
export function kemenyConsensus(rankings: readonly ArrayLike<number>[]): KemenyOrder {
  const ballots = ballotsOf(rankings);
  const byBorda = bordaOrder(ballots);
  const isExact = byBorda.length <= MOST_EXACT;
  const margin = (item: number, other: number): number => majority(ballots.ranks, item, other);
  const order = isExact ? shortestOrder(byBorda, margin) : improved(byBorda, margin);
  const places = new Float64Array(order.length);
  order.forEach((item, at) => (places[item] = at + 1));
  return { ranks: forAll(ballots, places), disagreements: countDisagreements(ballots.ranks, order), isExact };
}

function bordaOrder({ items, ranks }: Ballots): Uint32Array {
  const sums = new Float64Array(items.length);
  for (const each of ranks) midRanks(each).forEach((place, item) => (sums[item] += place));
  return orderByNumber(firstRows(items.length), sums);
}

/** Takes each item in turn to the place where it contradicts the fewest rankings, until all stand where they should. */
function improved(order: Uint32Array, margin: (item: number, other: number) => number): Uint32Array {
  const current = order.slice();
  for (let hasMoved = true; hasMoved;) {
    hasMoved = false;
    for (const item of order) {
      const from = current.indexOf(item);
      const to = bestPlace(current, from, margin);
      if (to === from) continue;
      if (to < from) current.copyWithin(to + 1, to, from);
      else current.copyWithin(from, from + 1, to + 1);
      current[to] = item;
      hasMoved = true;
    }
  }
  return current;
}

/** The place where an item gains most, if it gains at all; the nearest to its own of several, upward first. */
function bestPlace(order: Uint32Array, from: number, margin: (item: number, other: number) => number): number {
  let best = from;
  let most = 0;
  for (let to = from - 1, gain = 0; to >= Math.max(0, from - REACH); to--) {
    gain += margin(order[from], order[to]);
    if (gain > most) [best, most] = [to, gain];
  }
  for (let to = from + 1, gain = 0; to < Math.min(order.length, from + REACH + 1); to++) {
    gain -= margin(order[from], order[to]);
    if (gain > most) [best, most] = [to, gain];
  }
  return best;
}

function countDisagreements(ranks: readonly Float64Array[], order: Uint32Array): number {
  let count = 0;
  for (const rank of ranks) {
    for (let at = 0; at < order.length; at++) {
      for (let before = 0; before < at; before++) if (rank[order[at]] < rank[order[before]]) count++;
    }
  }
  return count;
}
