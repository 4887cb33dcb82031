import { logGamma } from './logGamma.ts';

/** Two marks that things bear: how many bear both, the first, the second, and how many things there are. */
export interface Overlap {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly all: number;
}

/**
 * How likely at least so large an overlap of two marks is when they have nothing to do with each other: Fisher's exact test to one side.
 *
 * Shape: four counts to a probability.
 * Degenerate: no overlap, or one that cannot be smaller: 1; one so far from its mean that no double holds its probability: 1 below, 0 above.
 * @source Fisher (1935), The Design of Experiments; the first term by Loader (2000), Fast and Accurate Computation of Binomial Probabilities
 * @example hypergeometricTail({ both: 3, first: 4, second: 4, all: 8 }) // 0.24285714285714285
 */
export function hypergeometricTail({ both, first, second, all }: Overlap): number {
  const least = Math.max(0, first + second - all);
  if (both <= least) return 1;
  const most = Math.min(first, second);
  const share = second / all;
  // Drawing the first mark's things and the others apart, given how many bear the second.
  let term =
    (binomial(both, first, share) * binomial(second - both, all - first, share)) / binomial(second, all, share);
  // So far from the mean that a double does not hold it: all of the rest lies on one side.
  if (term < LEAST_NORMAL && both < first * share) return 1;
  if (term === 0) return 0;
  let sum = 0;
  for (let at = both; at <= most; at++) {
    sum += term;
    term *= ((first - at) * (second - at)) / ((at + 1) * (all - first - second + at + 1));
    if (term < sum * 1e-18) break;
  }
  return Math.min(1, sum);
}

/** Below it, doubles have fewer digits. */
const LEAST_NORMAL = 2 ** -1022;

/** The probability of so many successes, to full relative precision however large the counts. */
function binomial(successes: number, trials: number, share: number): number {
  if (share === 1) return successes === trials ? 1 : 0;
  if (successes === 0) return Math.exp(trials * Math.log1p(-share));
  if (successes === trials) return Math.exp(trials * Math.log(share));
  const failures = trials - successes;
  const exponent =
    stirlingError(trials) -
    stirlingError(successes) -
    stirlingError(failures) -
    deviance(successes, trials * share) -
    deviance(failures, trials * (1 - share));
  return Math.exp(exponent) * Math.sqrt(trials / (2 * Math.PI * successes * failures));
}

/** What Stirling's formula leaves out of the logarithm of a factorial. */
function stirlingError(count: number): number {
  if (count <= 15) return logGamma(count + 1) - ((count + 0.5) * Math.log(count) - count + 0.5 * Math.log(2 * Math.PI));
  const square = count * count;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / count;
}

/** x·ln(x / m) + m - x, by a series where x is near m, so that nothing cancels. */
function deviance(count: number, mean: number): number {
  const difference = count - mean;
  if (Math.abs(difference) >= 0.1 * (count + mean)) return count * Math.log(count / mean) - difference;
  const ratio = difference / (count + mean);
  let sum = difference * ratio;
  let term = 2 * count * ratio;
  for (let odd = 3; odd < 1000; odd += 2) {
    term *= ratio * ratio;
    const next = sum + term / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
