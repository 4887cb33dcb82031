// Student's t distribution: how likely a value is by chance, and where an interval ends.
import { logGamma } from './logGamma.ts';

/**
 * How likely a value at least so far from 0, to either side, is under Student's t distribution.
 *
 * Shape: a statistic and its degrees of freedom, which need not be whole, to a probability.
 * Degenerate: no degrees of freedom, or a missing statistic: NaN; an infinite statistic: 0.
 * @source Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.1 by the incomplete beta function
 * @example studentTails(2, 4) // 0.11611652351681559
 */
export function studentTails(statistic: number, freedom: number): number {
  if (!(freedom > 0) || statistic !== statistic) return NaN;
  const square = statistic * statistic;
  if (square === Infinity) return 0;
  const half = freedom / 2;
  const share = freedom / (freedom + square);
  const rest = square / (freedom + square);
  if (rest === 0) return 1;
  const front = Math.exp(-half * Math.log1p(square / freedom) + 0.5 * Math.log(rest) - logBetaOfHalf(half));
  // The fraction converges fast on one side of the mean of the beta distribution; the other side is the complement.
  return share < (half + 1) / (half + 2.5)
    ? (front * betaFraction(half, 0.5, share)) / half
    : 1 - (front * betaFraction(0.5, half, rest)) / 0.5;
}

/**
 * The value that Student's t distribution exceeds, to either side, with a probability of 1 - confidence.
 *
 * Unit: confidence from 0 to 1.
 * Degenerate: no degrees of freedom: NaN.
 * @source bisection of `studentTails`
 * @example studentBound(0.95, 10).toFixed(6) // '2.228139'
 */
export function studentBound(confidence: number, freedom: number): number {
  if (!(freedom > 0)) return NaN;
  const tails = 1 - confidence;
  let low = 0;
  let high = 1;
  while (studentTails(high, freedom) > tails && high < 1e300) high *= 2;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTails(middle, freedom) > tails) low = middle;
    else high = middle;
  }
  return high;
}

/** The logarithm of the beta function of a value and one half; far out by a series, where two logarithms would cancel. */
function logBetaOfHalf(value: number): number {
  const logRootOfPi = 0.5 * Math.log(Math.PI);
  if (value < 100) return logGamma(value) + logRootOfPi - logGamma(value + 0.5);
  const inverse = 1 / value;
  const ratio = 1 - inverse * (1 / 8 - inverse * (1 / 128 + inverse * (5 / 1024 - inverse * (21 / 32_768))));
  return logRootOfPi - 0.5 * Math.log(value) - Math.log(ratio);
}

const TINY = 1e-300;

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(first: number, second: number, at: number): number {
  let upper = 1;
  let lower = 1 / notZero(1 - ((first + second) * at) / (first + 1));
  let value = lower;
  for (let step = 1; step < 100_000; step++) {
    const double = first + 2 * step;
    const even = (step * (second - step) * at) / ((double - 1) * double);
    lower = 1 / notZero(1 + even * lower);
    upper = notZero(1 + even / upper);
    value *= lower * upper;
    const odd = (-(first + step) * (first + second + step) * at) / (double * (double + 1));
    lower = 1 / notZero(1 + odd * lower);
    upper = notZero(1 + odd / upper);
    value *= lower * upper;
    if (Math.abs(lower * upper - 1) < 1e-16) break;
  }
  return value;
}

function notZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
