/** The greatest distance between two distributions, and how likely one as great is by chance. */
export interface KolmogorovSmirnov {
  readonly distance: number;
  readonly pValue: number;
}

/** Up to so many pairs of places the probability is counted, not taken from the limit. */
const MOST_COUNTED = 4e6;

/**
 * The two-sample Kolmogorov-Smirnov test, two-sided: the greatest distance between the two shares of values at or below any point.
 *
 * Shape: two columns of n and m values to one pair. Unit: both 0 to 1. The probability is exact up to n·m = 4,000,000 (for values with ties it
 * is then too great rather than too small), above that from the limit distribution.
 * Degenerate: missing values are left out; one column without values: NaN for both.
 * @source Smirnov (1948), Table for estimating the goodness of fit of empirical distributions; Hodges (1958), The significance probability of the Smirnov two-sample test
 * @example kolmogorovSmirnov(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)) // { distance: 1, pValue: 0.1 }
 */
export function kolmogorovSmirnov(first: Float64Array, second: Float64Array): KolmogorovSmirnov {
  const [a, b] = [first, second].map(values => values.filter(value => !Number.isNaN(value)).sort());
  if (a.length === 0 || b.length === 0) return { distance: NaN, pValue: NaN };
  const steps = greatestSteps(a, b);
  const distance = steps / (a.length * b.length);
  const isCounted = a.length * b.length <= MOST_COUNTED;
  const pValue = isCounted
    ? countedProbability(a.length, b.length, steps)
    : limitProbability(distance * Math.sqrt((a.length * b.length) / (a.length + b.length)));
  return { distance, pValue };
}

/** The greatest distance times both counts: a whole number, so that paths are compared without rounding. */
function greatestSteps(a: Float64Array, b: Float64Array): number {
  let greatest = 0;
  for (let inA = 0, inB = 0; inA < a.length && inB < b.length;) {
    const value = Math.min(a[inA], b[inB]);
    while (a[inA] === value) inA++;
    while (b[inB] === value) inB++;
    greatest = Math.max(greatest, Math.abs(inA * b.length - inB * a.length));
  }
  return greatest;
}

/**
 * The share of all ways to merge the two columns that come as far apart at some place. Worked out place by place as a probability, so that
 * nothing overflows and small ones keep their digits: only positive numbers are added.
 */
function countedProbability(n: number, m: number, steps: number): number {
  if (steps === 0) return 1;
  const reached = new Float64Array(m + 1);
  for (let inA = 0; inA <= n; inA++) {
    for (let inB = 0; inB <= m; inB++) {
      const isApart = Math.abs(inA * m - inB * n) >= steps;
      if (isApart) reached[inB] = 1;
      else if (inA + inB === 0) reached[inB] = 0;
      else {
        const fromA = inA === 0 ? 0 : reached[inB] * inA;
        const fromB = inB === 0 ? 0 : reached[inB - 1] * inB;
        reached[inB] = (fromA + fromB) / (inA + inB);
      }
    }
  }
  return reached[m];
}

/** Kolmogorov's limit distribution; far down its other form converges faster. */
function limitProbability(scaled: number): number {
  let sum = 0;
  if (scaled < 1) {
    for (let term = 1; term <= 20; term++) sum += Math.exp((-((2 * term - 1) ** 2) * Math.PI ** 2) / (8 * scaled ** 2));
    return scaled === 0 ? 1 : 1 - (Math.sqrt(2 * Math.PI) / scaled) * sum;
  }
  for (let term = 1; term <= 20; term++) sum += (term % 2 === 1 ? 1 : -1) * Math.exp(-2 * term ** 2 * scaled ** 2);
  return 2 * sum;
}
