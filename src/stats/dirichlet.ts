// Random weights that sum to 1, around given ones.
import { uniform } from './random.ts';
import type { RandomBits } from './random.ts';

/**
 * Random weights from a Dirichlet distribution: they sum to 1 and are `shares` on average; the greater the concentration, the closer they stay.
 *
 * Shape: p shares that sum to 1 to p weights. Unit: a share s has the standard deviation √(s (1 - s) / (concentration + 1)).
 * Degenerate: a share of 0 stays 0.
 * @source Devroye (1986), Non-Uniform Random Variate Generation, chapter XI.4 (gamma variables scaled to their sum)
 * @example dirichlet(seededBits(7), [1, 0], 50) // [1, 0]
 */
export function dirichlet(next: RandomBits, shares: ArrayLike<number>, concentration: number): Float64Array {
  const weights = Float64Array.from(shares, share => (share > 0 ? gamma(next, concentration * share) : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  // Shapes so small that every draw is 0: all weight falls to one part, in line with the shares.
  return sum > 0 ? weights.map(weight => weight / sum) : onePart(next, shares);
}

/**
 * A random number from the gamma distribution of a shape, scale 1.
 *
 * @source Marsaglia and Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26 (3); shapes below 1 by its section 6
 * @example gamma(seededBits(7), 4) > 0 // true
 */
export function gamma(next: RandomBits, shape: number): number {
  if (shape < 1) return gamma(next, shape + 1) * (1 - uniform(next)) ** (1 / shape);
  const offset = shape - 1 / 3;
  const scale = 1 / Math.sqrt(9 * offset);
  for (;;) {
    const normal = standardNormal(next);
    const cube = (1 + scale * normal) ** 3;
    if (cube <= 0) continue;
    if (Math.log(1 - uniform(next)) < 0.5 * normal * normal + offset * (1 - cube + Math.log(cube)))
      return offset * cube;
  }
}

/**
 * A random number from the standard normal distribution.
 *
 * @source Marsaglia and Bray (1964), A convenient method for generating normal variables (the polar method)
 * @example Math.abs(standardNormal(seededBits(7))) < 10 // true
 */
export function standardNormal(next: RandomBits): number {
  for (;;) {
    const across = 2 * uniform(next) - 1;
    const up = 2 * uniform(next) - 1;
    const square = across * across + up * up;
    if (square > 0 && square < 1) return across * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

function onePart(next: RandomBits, shares: ArrayLike<number>): Float64Array {
  const place = uniform(next);
  let sum = 0;
  const at = Array.from(shares).findIndex(share => (sum += share) > place);
  return Float64Array.from(shares, (_, part) => (part === Math.max(0, at) ? 1 : 0));
}
