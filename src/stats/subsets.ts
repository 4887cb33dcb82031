// Subsets and orders of a few players, as the bits of a whole number and as lists: what Shapley values are taken over.
import { below } from './random.ts';
import type { RandomBits } from './random.ts';

/**
 * How likely a subset of each size stands before a player, among all orders: size!·(p - size - 1)! / p!.
 *
 * Shape: p players to p shares, for 0 to p - 1 players before; times how many subsets there are of each size they sum to 1.
 * @example subsetShares(3) // [1 / 3, 1 / 6, 1 / 3]
 */
export function subsetShares(players: number): Float64Array {
  const shares = new Float64Array(players);
  let subsets = 1;
  for (let size = 0; size < players; size++) {
    shares[size] = 1 / (players * subsets);
    subsets = (subsets * (players - 1 - size)) / (size + 1);
  }
  return shares;
}

/**
 * How many players a subset has.
 *
 * @example countPlayers(0b1011) // 3
 */
export function countPlayers(subset: number): number {
  let count = 0;
  for (let left = subset; left > 0; left >>>= 1) count += left & 1;
  return count;
}

/**
 * Whether a player is in a subset.
 *
 * @example isIn(0b10, 1) // true
 */
export function isIn(subset: number, player: number): boolean {
  return ((subset >>> player) & 1) === 1;
}

/**
 * Orders of players for an estimate, each one followed by its reverse, which takes much of the noise away.
 *
 * Shape: p players to pairs of orders, 2·pairs lists of p players.
 * @source Fisher and Yates (1938), as Durstenfeld (1964), Algorithm 235; the reverse: Mitchell et al. (2022), Sampling Permutations for Shapley Value Estimation
 * @example sampledOrders(1, 1, seededBits(7)) // [[0], [0]]
 */
export function sampledOrders(players: number, pairs: number, next: RandomBits): Uint32Array[] {
  return Array.from({ length: pairs }, () => {
    const order = Uint32Array.from({ length: players }, (_, player) => player);
    for (let at = players - 1; at > 0; at--) {
      const other = below(next, at + 1);
      [order[at], order[other]] = [order[other], order[at]];
    }
    return [order, order.slice().reverse()];
  }).flat();
}
