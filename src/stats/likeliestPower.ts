// The power of a power transform by maximum likelihood.

/** What the search of a power looks at: for one value, its logarithm and how the power bears on it. */
export interface PowerTerm {
  /** A logarithm of the value's size, 0 or more for Yeo and Johnson's. */
  readonly log: number;
  /** Whether the power is mirrored: 2 - power, and the transformed value negative. */
  readonly isMirrored: boolean;
}

const LEAST_POWER = -5;
const GREATEST_POWER = 5;
/** Powers of e beyond this come near the largest double. */
export const GREATEST_EXPONENT = 690;

/**
 * The power under which transformed values are likeliest to be normal: where the derivative of the profile likelihood is 0.
 *
 * Shape: terms, and the sum of logarithms that the transform's Jacobian adds, to one number from -5 to 5, nearer to 0
 * where numbers would overflow.
 * Degenerate: no spread, or no power that is possible: 1, which changes no shape; no terms: NaN.
 * @source Box and Cox (1964), An Analysis of Transformations, section 3; Yeo and Johnson (2000), A new family of powers
 * @example likeliestPower([-1, 0, 1].map(log => ({ log, isMirrored: false })), 0) // 0
 */
export function likeliestPower(terms: readonly PowerTerm[], jacobian: number): number {
  if (terms.length === 0) return NaN;
  let low = LEAST_POWER;
  let high = GREATEST_POWER;
  for (const { log, isMirrored } of terms) {
    const reach = GREATEST_EXPONENT / Math.abs(log);
    low = Math.max(low, isMirrored ? 2 - reach : -reach);
    high = Math.min(high, isMirrored ? 2 + reach : reach);
  }
  const first = terms[0];
  const isFlat = terms.every(({ log, isMirrored }) => log === first.log && isMirrored === first.isMirrored);
  if (isFlat || low > high) return 1;
  // Halving: the likelihood has one top, so its derivative goes from above 0 to below it once.
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    const slope = likelihoodSlope(terms, jacobian, middle);
    if (slope === 0) return middle;
    if (slope > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** With y the transformed values and y' their derivatives by the power: jacobian - n·Σ(y - mean)·y' / Σ(y - mean)². */
function likelihoodSlope(terms: readonly PowerTerm[], jacobian: number, power: number): number {
  const values = new Float64Array(terms.length);
  const slopes = new Float64Array(terms.length);
  terms.forEach(({ log, isMirrored }, at) => {
    const exponent = (isMirrored ? 2 - power : power) * log;
    values[at] = (isMirrored ? -log : log) * meanPower(exponent);
    slopes[at] = log * log * meanPowerSlope(exponent);
  });
  // A common scale leaves the ratio as it is, and squares from overflowing.
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const mean = values.reduce((sum, value) => sum + value / scale / values.length, 0);
  let [product, square] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const distance = values[at] / scale - mean;
    product += distance * (slopes[at] / scale);
    square += distance * distance;
  }
  return jacobian - (values.length * product) / square;
}

/** (e^x - 1) / x. */
function meanPower(exponent: number): number {
  return exponent === 0 ? 1 : Math.expm1(exponent) / exponent;
}

/** The derivative of that: (x·e^x - e^x + 1) / x²; near 0 by its series, because the terms cancel. */
function meanPowerSlope(exponent: number): number {
  if (Math.abs(exponent) < 1e-3) return 1 / 2 + exponent / 3 + exponent ** 2 / 8 + exponent ** 3 / 30;
  return (exponent * Math.exp(exponent) - Math.expm1(exponent)) / exponent ** 2;
}
